package com.skyflow.loader.uploader;

import com.skyflow.loader.common.kafka.FencedException;
import com.skyflow.loader.common.vault.VaultName;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens when partitions come and go. Called on the poll thread, within a poll or the consumer's close. */
final class Rebalance implements ConsumerRebalanceListener {
    private static final Logger log = LoggerFactory.getLogger(Rebalance.class);

    private final VaultName vault;
    private final Consumer<byte[], byte[]> consumer;
    private final Lanes lanes;
    private final Committer committer;
    private final Duration bound;

    Rebalance(VaultName vault, Consumer<byte[], byte[]> consumer, Lanes lanes, Committer committer, Duration bound) {
        this.vault = vault;
        this.consumer = consumer;
        this.lanes = lanes;
        this.committer = committer;
        this.bound = bound;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
        List<TopicPartition> fresh = partitions.stream()
                .filter(partition -> committed.get(partition) == null)
                .toList();
        try {
            // There is no offset reset: a partition that was never committed begins at its start, and that is said
            // here.
            if (!fresh.isEmpty()) {
                consumer.seekToBeginning(fresh);
            }
            // A full window must not grow by what is fetched before the next look at it, which resumes them.
            consumer.pause(partitions);
        } catch (IllegalStateException e) {
            log.atDebug().addKeyValue("vault", vault).log("Partitions were lost while they were assigned");
        }
        lanes.open(partitions);
        say("Partitions assigned", partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        lanes.settle(partitions, bound);
        try {
            committer.commit(lanes);
        } catch (KafkaException | FencedException e) {
            log.atWarn()
                    .addKeyValue("vault", vault)
                    .log("Finished rows could not be committed at a revoke; they are sent again");
        } finally {
            lanes.drop(partitions);
        }
        say("Partitions revoked", partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        lanes.settle(partitions, Duration.ZERO);
        lanes.drop(partitions);
        log.atWarn()
                .addKeyValue("vault", vault)
                .addKeyValue("partitions", partitions.size())
                .log("Partitions lost; what was in flight is sent again by their new owner");
    }

    private void say(String what, Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            log.atInfo()
                    .addKeyValue("vault", vault)
                    .addKeyValue("partitions", partitions.size())
                    .log(what);
        }
    }
}
