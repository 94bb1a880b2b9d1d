package com.skyflow.loader.faults.process;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.testing.ChildProcess;
import java.util.Set;
import org.apache.kafka.clients.admin.TransactionState;

/**
 * The same in the midst of a commit, which the cluster undoes after ten seconds. Whoever comes across that cannot tell it from a newer
 * process of the same name: it may go on, or say so and end with status 4, and is then started again as a service is.
 */
final class UploaderSuspendedCommitting implements Scenario {
    @Override
    public String name() {
        return "uploader-suspended-committing";
    }

    @Override
    public void play(Stage stage) {
        Suspension suspension = Suspension.begin(stage, Set.of(TransactionState.ONGOING));
        Load load = suspension.load();
        ChildProcess suspended = suspension.suspended();
        Suspension.Bereft time = suspension.end();
        load.rowsPerSecond(20_000);
        ChildProcess last = load.start("upload", "--until-drained");
        load.awaitEnd(last, 0);
        if (suspended.isAlive()) {
            suspended.sigterm();
            load.awaitEnd(suspended, 0);
        } else {
            load.awaitEnd(suspended, 4);
            load.prove("it said why it ended", suspended.stdout().contains("this one was suspended for too long"));
        }
        suspension.proveSilent(time);
    }
}
