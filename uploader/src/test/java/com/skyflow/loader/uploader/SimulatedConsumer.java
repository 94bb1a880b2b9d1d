package com.skyflow.loader.uploader;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer of a simulated group does, as far as the poll loop asks for it: partitions come and go within a poll, a lost one is
 * spoken of afterwards, and positions begin at what is committed.
 */
final class SimulatedConsumer implements InvocationHandler {
    private final PollLoopSimulation simulation;
    private final String member;
    private final int maxPollRecords;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Set<TopicPartition> paused = new HashSet<>();
    private int generation;

    SimulatedConsumer(PollLoopSimulation simulation, String member, int maxPollRecords) {
        this.simulation = simulation;
        this.member = member;
        this.maxPollRecords = maxPollRecords;
        this.generation = simulation.group().join(member);
    }

    @SuppressWarnings("unchecked")
    Consumer<byte[], byte[]> consumer() {
        return (Consumer<byte[], byte[]>)
                Proxy.newProxyInstance(Consumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, this);
    }

    @Override
    @SuppressWarnings({"unchecked", "removal"})
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "assignment" -> Set.copyOf(positions.keySet());
            case "paused" -> Set.copyOf(paused);
            case "groupMetadata" -> new ConsumerGroupMetadata("group", generation, member, Optional.empty());
            case "poll" -> poll((Duration) only(arguments));
            case "pause" -> {
                Collection<TopicPartition> partitions = (Collection<TopicPartition>) only(arguments);
                ensureAssigned(partitions);
                paused.addAll(partitions);
                yield null;
            }
            case "resume" -> {
                Collection<TopicPartition> partitions = (Collection<TopicPartition>) only(arguments);
                ensureAssigned(partitions);
                paused.removeAll(partitions);
                yield null;
            }
            case "committed" -> {
                Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
                ((Set<TopicPartition>) only(arguments))
                        .forEach(partition -> committed.put(partition, committed(partition)));
                yield committed;
            }
            case "seekToBeginning" -> {
                ((Collection<TopicPartition>) only(arguments)).forEach(partition -> positions.put(partition, 0L));
                yield null;
            }
            case "currentLag" -> {
                TopicPartition partition = (TopicPartition) only(arguments);
                yield OptionalLong.of(simulation
                        .topic()
                        .read(partition, position(partition), Integer.MAX_VALUE)
                        .size());
            }
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }

    private static Object only(Object @Nullable [] arguments) {
        return Objects.requireNonNull(arguments)[0];
    }

    private @Nullable OffsetAndMetadata committed(TopicPartition partition) {
        Long offset = simulation.topic().committed(partition);
        return offset == null ? null : new OffsetAndMetadata(offset);
    }

    private long position(TopicPartition partition) {
        return Objects.requireNonNull(positions.get(partition));
    }

    private void ensureAssigned(Collection<TopicPartition> partitions) {
        if (!positions.keySet().containsAll(partitions)) {
            throw new IllegalStateException("not assigned");
        }
    }

    private ConsumerRecords<byte[], byte[]> poll(Duration patience) {
        ConsumerRebalanceListener listener = simulation.listener(member);
        if (generation != simulation.group().generation(member)) {
            listener.onPartitionsLost(List.copyOf(positions.keySet()));
            positions.clear();
            paused.clear();
            generation = simulation.group().join(member);
        }
        revoke(listener);
        List<TopicPartition> assigned = simulation.assign(member);
        if (!assigned.isEmpty()) {
            assigned.forEach(partition -> {
                Long offset = simulation.topic().committed(partition);
                positions.put(partition, offset == null ? -1 : offset);
            });
            listener.onPartitionsAssigned(assigned);
        }
        ConsumerRecords<byte[], byte[]> records = fetch();
        if (records.isEmpty() && !patience.isZero()) {
            simulation.elapse(patience);
        }
        return records;
    }

    private void revoke(ConsumerRebalanceListener listener) {
        List<TopicPartition> revoked = simulation.toRevoke(member);
        if (!revoked.isEmpty()) {
            listener.onPartitionsRevoked(revoked);
            forget(revoked);
        }
    }

    private void forget(List<TopicPartition> partitions) {
        partitions.forEach(positions::remove);
        paused.removeAll(partitions);
        simulation.group().revoked(partitions);
    }

    /** Leaves the group in peace. */
    void close() {
        List<TopicPartition> owned = List.copyOf(positions.keySet());
        if (!owned.isEmpty()) {
            simulation.listener(member).onPartitionsRevoked(owned);
            forget(owned);
        }
        simulation.group().leave(member);
    }

    private ConsumerRecords<byte[], byte[]> fetch() {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetched = new HashMap<>();
        int room = maxPollRecords;
        List<TopicPartition> ready = new ArrayList<>(positions.keySet());
        ready.removeAll(paused);
        ready.sort((a, b) -> Integer.compare(a.partition(), b.partition()));
        for (TopicPartition partition : ready) {
            List<ConsumerRecord<byte[], byte[]>> records = simulation
                    .topic()
                    .read(partition, position(partition), simulation.random().nextInt(room + 1));
            if (!records.isEmpty()) {
                fetched.put(partition, records);
                positions.put(partition, records.getLast().offset() + 1);
                room -= records.size();
            }
        }
        return new ConsumerRecords<>(fetched, Map.of());
    }
}
