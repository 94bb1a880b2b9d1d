package com.skyflow.loader.cli.check;

import com.skyflow.loader.cli.load.LoadPlan;
import com.skyflow.loader.common.config.CsvFiles;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.ledger.Checkpoint.Repeats;
import com.skyflow.loader.extractor.source.Survey;
import java.util.Locale;

/** Looks whether the source of a vault is sound, by the counting pass that comes before a load. */
public record SourceCheck(LoadPlan plan, VaultConfig vault, Findings findings) {
    /** Looks: reads files whole, has Snowflake compile its query, and leaves standard input alone. */
    public void look() {
        findings.look("source", vault.name(), () -> switch (plan.rowsFrom()) {
            case CSV ->
                vault.files() instanceof CsvFiles.StandardInput
                        ? "standard input, which can be read only by the load"
                        : survey();
            case SNOWFLAKE -> {
                survey();
                yield "Snowflake understands the query (-dry-run shows it, and counts its rows)";
            }
        });
    }

    private String survey() {
        return plan.sources().of(vault).survey().map(this::words).orElse("it is counted by the load");
    }

    private String words(Survey survey) {
        Repeats repeats = survey.repeats();
        String left = survey.left() == 0
                ? ""
                : text(
                        "; max_records %,d leaves out %,d more (-max-records 0 loads all)",
                        plan.maxRecords(), survey.left());
        String repeated = repeats.rows() == 0
                ? ", no value repeats"
                : text(", of which %s%,d repeat a value", repeats.exact() ? "" : "about ", repeats.rows());
        return text("%,d rows", survey.rows()) + repeated + left;
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
