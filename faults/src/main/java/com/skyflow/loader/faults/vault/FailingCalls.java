package com.skyflow.loader.faults.vault;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.Moment;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.Wait;

/**
 * Every call of an uploader goes wrong in the same way, a number of times.
 *
 * @param least calls that go wrong at least; the seed adds up to as many
 * @param stored rows of each such call that are in the vault all the same, and so may be repeated
 */
record FailingCalls(String name, Fault fault, int least, int stored) implements Scenario {
    @Override
    public void play(Stage stage) {
        Load load = stage.load();
        if (fault instanceof Fault.Hang) {
            // Given up soon enough for the suite; of others none may be given up, or more rows would be repeated.
            load.config().withObject("/performance").put("request_timeout_ms", 2_000);
        }
        load.publish();
        load.rowsPerSecond(15_000);
        ChildProcess uploader = load.start("upload", "--until-drained");
        load.awaitUploaded(stage.percent(15, 60));
        int times = stage.random().nextInt(least, 2 * least);
        load.fault(() -> {
            InjectedFault injected = load.vault().inject(fault, Trigger.next(times));
            Wait.until("the fault to have struck " + times + " calls", Load.LONG, () -> injected.happened() == times);
            load.prove("calls that went wrong", injected.happened());
        });
        load.mayRepeat((long) times * stored);
        load.awaitEnd(uploader, 0);
        if (fault.moment() == Moment.AFTER_STORING) {
            load.prove("repeats of what was stored", load.repeats());
        }
    }
}
