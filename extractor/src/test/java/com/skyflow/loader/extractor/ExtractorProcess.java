package com.skyflow.loader.extractor;

import com.skyflow.loader.extractor.run.Decider.Unfinished;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that extracts the vault {@code ssn} of its folder, slowly enough to be killed on the way. Arguments: bootstrap servers,
 * prefix, the row from which on it hardly moves.
 */
final class ExtractorProcess {
    private ExtractorProcess() {}

    public static void main(String[] arguments) {
        Cluster cluster = Cluster.at(arguments[0], arguments[1]);
        VaultSource vault = new Load(Path.of("")).source(Load.SSN);
        long slower = Long.parseLong(arguments[2]);
        GatedSource slow = new GatedSource(vault.source(), row -> {
            if (row % 100 == 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(row < slower ? 2 : 200));
            }
        });
        List<Extraction> extractions = new ExtractorFixture(cluster)
                .prepare(
                        new ExtractorSettings(5_000, Duration.ofSeconds(1), 0),
                        Clock.systemUTC(),
                        Unfinished.CONTINUE,
                        Load.of(Load.SSN, slow));
        extractions.getFirst().run();
        System.out.println("extracted");
        extractions.getFirst().close();
    }
}
