package com.skyflow.loader.faults.cluster;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.kafka.TestCluster;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.ToIntBiFunction;

/**
 * One of three brokers dies by SIGKILL while rows are read and uploaded, and comes back later.
 *
 * @param which the broker with a role in this load
 */
record BrokerKilled(String name, ToIntBiFunction<TestCluster, Load> which) implements Scenario {
    /** The one that takes the rows of a partition. */
    static int leader(TestCluster cluster, Load load) {
        return cluster.leader(load.topics().rows(Load.VAULT), 0);
    }

    static int controller(TestCluster cluster, Load load) {
        return cluster.controller();
    }

    /** The one that takes the committed offsets. */
    static int coordinator(TestCluster cluster, Load load) {
        String group = load.topics().uploaderGroup(Load.VAULT);
        try {
            return cluster.admin().describeConsumerGroups(List.of(group)).all().get().values().stream()
                    .mapToInt(found -> found.coordinator().id())
                    .findFirst()
                    .orElseThrow();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void play(Stage stage) {
        TestCluster cluster = stage.cluster();
        Load load = stage.load(stage.ofCluster(TestCluster.LOADER));
        // Five hundred transactions: the upload is faster, so that rows are left to be read.
        load.config().withObject("/performance").put("chunk_rows", 200);
        load.rowsPerSecond(20_000);
        load.mayRepeat(Load.WINDOW);
        ChildProcess process = load.start("run");
        int at = stage.percent(10, 40);
        load.awaitUploaded(at);
        int node = which.applyAsInt(cluster, load);
        load.fault(() -> cluster.kill(node));
        load.prove("broker " + node + " died by SIGKILL", !cluster.isAlive(node));
        load.proveReading();
        load.awaitCommitted();
        load.awaitUploaded(at + 15);
        load.prove("the load went on without it", !cluster.isAlive(node));
        cluster.restart(node);
        load.awaitEnd(process, 0);
    }
}
