package com.skyflow.loader.faults.process;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.testing.ChildProcess;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.TransactionState;

/** The extractor dies by SIGKILL with a transaction open, while an uploader takes what it publishes, and is started again. */
final class ExtractorKilled implements Scenario {
    private static final String EXTRACTOR = "-extractor-name";

    @Override
    public String name() {
        return "extractor-killed";
    }

    @Override
    public void play(Stage stage) {
        Load load = stage.load();
        // Two thousand transactions: the upload is faster, so that a part of the rows in the vault leaves as many to be
        // read.
        load.config().withObject("/performance").put("chunk_rows", 50);
        load.rowsPerSecond(20_000);
        ChildProcess first = load.start("extract");
        ChildProcess uploader = load.start("upload");
        load.awaitUploaded(stage.percent(6, 50));
        load.suspend(first, EXTRACTOR, Set.of(TransactionState.ONGOING));
        load.proveReading();
        load.fault(first::sigkill);
        load.prove("the extractor died by SIGKILL", first.awaitExit(Load.LONG) == 128 + 9);
        load.prove(
                "its transaction was left open",
                load.transaction(EXTRACTOR).equals(Optional.of(TransactionState.ONGOING)));
        int published = load.published();
        ChildProcess second = load.start("extract");
        load.healed();
        load.awaitResumed("further rows in the topic", () -> load.published() > published);
        load.awaitEnd(second, 0);
        load.awaitUploaded(100);
        uploader.sigterm();
        load.awaitEnd(uploader, 0);
    }
}
