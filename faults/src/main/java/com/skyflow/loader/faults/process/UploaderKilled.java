package com.skyflow.loader.faults.process;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.testing.ChildProcess;

/** The only uploader dies by SIGKILL, and is started again. */
final class UploaderKilled implements Scenario {
    @Override
    public String name() {
        return "uploader-killed";
    }

    @Override
    public void play(Stage stage) {
        Load load = stage.load();
        load.publish();
        load.rowsPerSecond(20_000);
        ChildProcess first = load.start("upload", "--until-drained");
        load.awaitUploaded(stage.percent(15, 60));
        load.fault(first::sigkill);
        load.prove("the uploader died by SIGKILL", first.awaitExit(Load.LONG) == 128 + 9);
        load.mayRepeat(Load.WINDOW);
        ChildProcess second = load.start("upload", "--until-drained");
        load.healed();
        load.awaitEnd(second, 0);
    }
}
