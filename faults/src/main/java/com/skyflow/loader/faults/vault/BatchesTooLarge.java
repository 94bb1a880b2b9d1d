package com.skyflow.loader.faults.vault;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.local.simulator.settings.Limits;
import com.skyflow.loader.testing.ChildProcess;

/** From some moment on the vault answers 413 to the batches in use: they have to become smaller, and no row is given up. */
final class BatchesTooLarge implements Scenario {
    @Override
    public String name() {
        return "vault-413";
    }

    @Override
    public void play(Stage stage) {
        Load load = stage.load();
        load.publish();
        load.rowsPerSecond(15_000);
        ChildProcess uploader = load.start("upload", "--until-drained");
        load.awaitUploaded(stage.percent(15, 60));
        long longest = stage.random().nextLong(3_000, 9_000);
        load.fault(() ->
                load.vault().limits(new Limits(Limits.DEFAULT.maxRecords(), longest, Limits.DEFAULT.maxCharacters())));
        // Smaller batches at the same latency would take several times as long.
        load.rowsPerSecond(60_000);
        load.awaitEnd(uploader, 0);
        load.prove("answers 413", load.vault().journal().counts().withStatus(413));
    }
}
