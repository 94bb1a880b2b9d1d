package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.load.LoadPlan;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.extractor.snowflake.SnowflakeSource;
import java.util.Locale;

/** What a load from Snowflake would read. */
final class DryRun {
    private DryRun() {}

    /** Prints the query and the number of its rows for each vault. */
    static int print(LoadPlan plan) {
        for (VaultConfig vault : plan.vaults()) {
            SnowflakeSource source = plan.sources().snowflake(vault);
            System.out.printf(Locale.ROOT, "-- vault %s%n%s;%n", vault.name(), source.sql());
            System.out.printf(Locale.ROOT, "-- %,d rows%n", source.count());
        }
        System.out.println("-- Nothing was published.");
        return ExitCode.LOADED.code();
    }
}
