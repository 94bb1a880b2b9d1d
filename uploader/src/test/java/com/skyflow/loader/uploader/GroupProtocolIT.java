package com.skyflow.loader.uploader;

import static com.skyflow.loader.testing.Answers.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.kafka.GroupProtocol;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.local.simulator.settings.Latency;
import com.skyflow.loader.testing.Wait;
import com.skyflow.loader.testing.Warnings;
import com.skyflow.loader.testing.kafka.TestBroker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupType;
import org.junit.jupiter.api.Test;

/** Uploaders on a cluster that does not offer the group protocol of the settings. */
final class GroupProtocolIT {
    @Test
    void uploadersShareAVaultByTheClassicProtocolAndSayItOnce() throws IOException {
        try (TestBroker broker = TestBroker.start(Map.of("group.coordinator.rebalance.protocols", "classic"));
                Warnings warnings = new Warnings(KafkaClients.class.getName());
                Scenario load = new Scenario(broker, GroupProtocol.CONSUMER)) {
            // So slowly that one uploader alone would need more than a minute.
            load.vault.latency(Latency.of(Duration.ofSeconds(1)));
            load.publish(3_000);
            Setup setup = new Setup().batches(20, 2, 200);
            RunningUploader first = load.start(setup, "first");
            RunningUploader second = load.start(setup, "second");
            Wait.until("two uploaders with partitions", Scenario.BOUND, () -> {
                assertThat(first.isRunning() && second.isRunning()).isTrue();
                return first.status().partitions() == 2 && second.status().partitions() == 2;
            });
            ConsumerGroupDescription group = group(load);
            assertThat(load.counts().records()).isLessThan(3_000);
            load.vault.latency(Latency.NONE);
            load.awaitFinished();

            load.assertHeldBut(List.of());
            assertThat(load.counts().repeated()).isZero();
            assertThat(group.type()).isEqualTo(GroupType.CLASSIC);
            assertThat(group.partitionAssignor()).isEqualTo("cooperative-sticky");
            assertThat(warnings.messages())
                    .containsExactly(
                            "The cluster does not offer group.protocol=consumer, so that uploaders share partitions by classic. Set kafka.group_protocol to classic where that is meant");
        }
    }

    private static ConsumerGroupDescription group(Scenario load) {
        String group = load.topics.uploaderGroup(Scenario.VAULT);
        return await(load.admin.describeConsumerGroups(List.of(group)).all())
                .values()
                .iterator()
                .next();
    }
}
