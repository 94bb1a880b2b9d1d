package com.skyflow.loader.faults.network;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.kafka.TestCluster;
import java.util.Map;

/** Something happens to the lines between a load and all brokers, while rows are read and uploaded. */
record KafkaLine(String name, LineFault fault) implements Scenario {
    @Override
    public void play(Stage stage) {
        Load load = stage.load(stage.ofCluster(TestCluster.LOADER)
                // So that a client gives a silent connection up within seconds.
                .with(Map.of("request.timeout.ms", "5000")));
        // Five hundred transactions: the upload is faster, so that rows are left to be read. And each goes through the
        // slow line in the ten seconds that a transaction has, which one of the default size does not.
        load.config().withObject("/performance").put("chunk_rows", 200);
        load.rowsPerSecond(20_000);
        load.mayRepeat(Load.WINDOW);
        ChildProcess process = load.start("run");
        load.awaitUploaded(stage.percent(10, 50));
        fault.happen(load, stage.cluster().clientLines());
        load.proveReading();
        load.awaitCommitted();
        load.awaitEnd(process, 0);
    }
}
