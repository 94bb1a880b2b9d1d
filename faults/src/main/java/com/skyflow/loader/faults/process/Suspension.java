package com.skyflow.loader.faults.process;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.Wait;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.TransactionState;

/**
 * An uploader that was stopped by SIGSTOP for so long that another one has all its partitions.
 *
 * @param suspended the one that is stopped
 * @param other the one that uploads
 */
record Suspension(Load load, ChildProcess suspended, ChildProcess other) {
    static final String FIRST = "-0";

    /** @param states what its transaction is when it is stopped */
    static Suspension begin(Stage stage, Set<TransactionState> states) {
        Load load = stage.load();
        load.config().withObject("/kafka").withObject("/properties").put("max.poll.interval.ms", "10000");
        load.publish();
        load.rowsPerSecond(5_000);
        ChildProcess suspended = load.start("upload");
        load.awaitUploaded(stage.percent(10, 20));
        load.fault(() -> load.suspend(suspended, FIRST, states));
        // What there is has to last until both have had partitions.
        load.rowsPerSecond(800);
        load.mayRepeat(Load.WINDOW);
        ChildProcess other = load.start("upload");
        Wait.until("another to have all partitions", Load.LONG, () -> {
            List<String> busy = load.busyUploaders();
            return busy.size() == 1 && !busy.getFirst().endsWith(FIRST);
        });
        load.prove("the group gave its partitions to another", suspended.isAlive());
        long held = load.held();
        Wait.until("rows of the other", Load.LONG, () -> load.held() > held + Load.WINDOW);
        return new Suspension(load, suspended, other);
    }
}
