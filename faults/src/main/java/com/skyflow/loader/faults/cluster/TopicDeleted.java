package com.skyflow.loader.faults.cluster;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.kafka.TestCluster;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Somebody deletes the vault's topic in the midst of a load. */
final class TopicDeleted implements Scenario {
    @Override
    public String name() {
        return "topic-deleted";
    }

    @Override
    public void play(Stage stage) {
        TestCluster cluster = stage.cluster();
        Load load = stage.load(stage.ofCluster(TestCluster.LOADER)
                // So that a commit that nobody can take is given up within seconds.
                .with(Map.of("max.block.ms", "5000")));
        String topic = load.topics().rows(Load.VAULT);
        load.publish();
        load.rowsPerSecond(20_000);
        ChildProcess first = load.start("run");
        load.awaitUploaded(stage.percent(15, 60));
        // A topic of the same name may follow, whose offsets mean other rows.
        load.unwatch();
        load.fault(() -> delete(cluster, topic));
        load.awaitEnd(first, 3);
        GoneRows.proveTold(load, first);
        ChildProcess again = load.start("run");
        load.awaitEnd(again, 3);
        GoneRows.startAnew(load);
    }

    private static void delete(TestCluster cluster, String topic) {
        try {
            cluster.admin().deleteTopics(List.of(topic)).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public List<String> judge(Load load) {
        return GoneRows.problems(load);
    }
}
