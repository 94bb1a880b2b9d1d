package com.skyflow.loader.faults.cluster;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.kafka.TestCluster;
import java.util.List;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/** In the midst of a load somebody takes the right from it to commit offsets, and gives it back. */
final class CommitsRefused implements Scenario {
    @Override
    public String name() {
        return "commits-refused";
    }

    @Override
    public void play(Stage stage) {
        TestCluster cluster = stage.cluster();
        Load load = stage.load(stage.ofCluster(TestCluster.LIMITED));
        String group = load.topics().uploaderGroup(Load.VAULT);
        List<AclBinding> denial = List.of(Rights.denied(ResourceType.GROUP, group, AclOperation.READ));
        cluster.allow(Rights.all(load.topics()));
        load.publish();
        load.rowsPerSecond(20_000);
        ChildProcess first = load.start("upload", "--until-drained");
        load.awaitUploaded(stage.percent(15, 60));
        load.fault(() -> {
            cluster.allow(denial);
            load.awaitEnd(first, 3);
        });
        load.prove(
                "the vault was stopped with a sentence",
                first.stdout()
                        .contains("does not grant this client: Read on group " + group
                                + ". Grant it (docs/cluster.md lists what each command needs) and start again."));
        load.mayRepeat(Load.WINDOW);
        cluster.forbid(denial);
        ChildProcess second = load.start("upload", "--until-drained");
        load.healed();
        load.awaitEnd(second, 0);
    }
}
