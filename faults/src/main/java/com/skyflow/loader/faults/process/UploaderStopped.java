package com.skyflow.loader.faults.process;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.Wait;

/** The only uploader is told to end by SIGTERM under load, and is started again: nothing may be repeated. */
final class UploaderStopped implements Scenario {
    @Override
    public String name() {
        return "uploader-stopped";
    }

    @Override
    public void play(Stage stage) {
        Load load = stage.load();
        load.publish();
        load.rowsPerSecond(20_000);
        ChildProcess first = load.start("upload", "--until-drained");
        load.awaitUploaded(stage.percent(15, 60));
        // So slowly that it is not through before it is told to end.
        load.rowsPerSecond(2_000);
        Wait.until(
                "calls in flight",
                Load.LONG,
                () -> load.vault().journal().counts().inFlight() > 0);
        load.prove(
                "calls in flight when it was told to end",
                load.vault().journal().counts().inFlight());
        load.fault(() -> {
            first.sigterm();
            load.awaitEnd(first, 4);
        });
        load.rowsPerSecond(20_000);
        ChildProcess second = load.start("upload", "--until-drained");
        load.healed();
        load.awaitEnd(second, 0);
    }
}
