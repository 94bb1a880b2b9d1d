package com.skyflow.loader.faults.cluster;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.PoisonValues;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.kafka.TestCluster;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The dead-letter topic cannot be written to when the first rows are rejected. That nothing is committed past them is seen by the
 * watcher, as always.
 */
final class DeadLettersRefused implements Scenario {
    private static final int POISONED = 5;

    @Override
    public String name() {
        return "dead-letters-refused";
    }

    @Override
    public void play(Stage stage) {
        TestCluster cluster = stage.cluster();
        Load load = stage.load(stage.ofCluster(TestCluster.LIMITED));
        String topic = load.topics().deadLetters(Load.VAULT);
        List<AclBinding> denial = List.of(Rights.denied(ResourceType.TOPIC, topic, AclOperation.WRITE));
        cluster.allow(Rights.all(load.topics()));
        load.publish();
        cluster.allow(denial);
        int rows = load.source().rows();
        // Late ones, so that others come before them in every partition.
        Set<Integer> poisoned = stage.random()
                .ints(rows * 4 / 5, rows)
                .distinct()
                .limit(POISONED)
                .boxed()
                .collect(Collectors.toSet());
        load.expectDeadLetters(poisoned);
        InjectedFault rejected = load.vault()
                .inject(
                        new Fault.Poison(
                                new PoisonValues.Listed(poisoned.stream()
                                        .map(row -> load.source().row(row).value())
                                        .collect(Collectors.toSet())),
                                400,
                                Fault.Poison.Message.QUOTES_VALUE),
                        Trigger.always());
        load.rowsPerSecond(20_000);
        ChildProcess first = load.start("upload", "--until-drained");
        load.awaitUploaded(5);
        load.fault(() -> load.awaitEnd(first, 3));
        load.prove("calls with poisoned rows were rejected", rejected.happened());
        load.prove(
                "the vault was stopped with a sentence",
                first.stdout()
                        .contains("does not grant this client: Write on topic " + topic
                                + ". Grant it (docs/cluster.md lists what each command needs) and start again."));
        load.mayRepeat(Load.WINDOW);
        cluster.forbid(denial);
        ChildProcess second = load.start("upload", "--until-drained");
        load.healed();
        load.awaitEnd(second, 2);
    }
}
