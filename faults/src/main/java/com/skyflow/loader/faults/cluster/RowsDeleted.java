package com.skyflow.loader.faults.cluster;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.kafka.TestCluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/** Between two starts of the uploader, records are deleted beyond its committed offsets, as by a retention that is too short. */
final class RowsDeleted implements Scenario {
    @Override
    public String name() {
        return "rows-deleted";
    }

    @Override
    public void play(Stage stage) {
        TestCluster cluster = stage.cluster();
        Load load = stage.load(stage.ofCluster(TestCluster.LOADER));
        load.publish();
        load.rowsPerSecond(20_000);
        ChildProcess first = load.start("run");
        load.awaitUploaded(stage.percent(15, 60));
        first.sigterm();
        load.awaitEnd(first, 4);
        load.fault(() -> deleteAll(cluster.admin(), load.topics().rows(Load.VAULT)));
        load.prove(
                "rows were deleted beyond the committed offsets",
                GoneRows.run(load).balance().account().outstanding());
        ChildProcess second = load.start("run");
        load.awaitEnd(second, 3);
        GoneRows.proveTold(load, second);
        // From here on offsets pass rows that are gone, and each row is published again, in another run.
        load.unwatch();
        GoneRows.startAnew(load);
    }

    private static void deleteAll(Admin admin, String topic) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < Load.PARTITIONS; partition++) {
            ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        try {
            Map<TopicPartition, RecordsToDelete> deleted = new HashMap<>();
            admin.listOffsets(ends)
                    .all()
                    .get()
                    .forEach((partition, end) -> deleted.put(partition, RecordsToDelete.beforeOffset(end.offset())));
            admin.deleteRecords(deleted).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public List<String> judge(Load load) {
        return GoneRows.problems(load);
    }
}
