package com.skyflow.loader.faults.process;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.testing.ChildProcess;
import java.util.Set;
import org.apache.kafka.clients.admin.TransactionState;

/**
 * An uploader with calls in flight is stopped by SIGSTOP until its group has given its partitions to another, and goes on by SIGCONT. It
 * must make no call before it has partitions again, and its late answers must record nothing: the ledger would count more rows than the
 * vault holds. Then it has to end the load alone.
 */
final class UploaderSuspended implements Scenario {
    @Override
    public String name() {
        return "uploader-suspended";
    }

    @Override
    public void play(Stage stage) {
        Suspension suspension = Suspension.begin(
                stage,
                Set.of(TransactionState.COMPLETE_COMMIT, TransactionState.COMPLETE_ABORT, TransactionState.EMPTY));
        Load load = suspension.load();
        ChildProcess suspended = suspension.suspended();
        Suspension.Bereft time = suspension.end();
        load.rowsPerSecond(20_000);
        load.awaitUploaded(100);
        suspended.sigterm();
        load.awaitEnd(suspended, 0);
        load.prove("the suspended one ended the load", suspended.stdout().contains("Everything is loaded."));
        suspension.proveSilent(time);
    }
}
