package com.skyflow.loader.faults.process;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.local.broker.LocalBroker;
import com.skyflow.loader.testing.ChildProcess;

/** A whole load dies by SIGKILL with its embedded broker, and is started again. */
final class RunKilled implements Scenario {
    @Override
    public String name() {
        return "run-killed";
    }

    @Override
    public void play(Stage stage) {
        Load load = stage.load(stage.ofFolder(), "byot");
        load.config().remove("kafka");
        // A thousand transactions: the upload is faster, so that rows are left to be read.
        load.config().withObject("/performance").put("chunk_rows", 100);
        load.rowsPerSecond(20_000);
        ChildProcess first = load.start("run");
        load.awaitUploaded(stage.percent(10, 60));
        load.fault(first::sigkill);
        load.prove("the load died by SIGKILL", first.awaitExit(Load.LONG) == 128 + 9);
        load.proveReading();
        load.mayRepeat(Load.WINDOW);
        ChildProcess second = load.start("run");
        load.healed();
        load.awaitEnd(second, 0);
        // The broker ended with the load: what is in its topics is judged on another.
        var ignored = stage.keep(LocalBroker.open(stage.folder()));
    }
}
