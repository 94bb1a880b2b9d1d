package com.skyflow.loader.faults;

import com.skyflow.loader.common.deadletter.DeadLetterFilter;
import com.skyflow.loader.common.deadletter.OpenDeadLetters;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.TopicPartitions;
import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.common.row.PairCodec;
import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.VaultName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks at Kafka while a load goes on. It follows the vault's topic, so that it knows which row has which offset and sees a row that was
 * published twice; and every second, and when it is asked to, it takes the committed offsets, and after them what the vault holds: a
 * row below a committed offset is in the vault, or an open dead letter. Thread-safe.
 */
final class Watcher implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final long ANSWER_SECONDS = 30;

    private final KafkaClients clients;
    private final VaultName vault;
    private final Source source;
    private final Predicate<Pair> held;
    private final Map<Integer, Lane> lanes = new HashMap<>();
    private final BitSet published = new BitSet();
    private final Set<String> runs = new HashSet<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread follower = new Thread(this::follow, "follower");
    private final Thread sampler = new Thread(this::sampleOnAndOn, "sampler");
    private int samples;

    /** @param held whether the vault holds a pair */
    Watcher(KafkaClients clients, VaultName vault, Source source, Predicate<Pair> held) {
        this.clients = clients;
        this.vault = vault;
        this.source = source;
        this.held = held;
        follower.start();
        sampler.start();
    }

    /** The rows of a partition, in the order of their offsets. */
    private static final class Lane {
        private final List<Long> offsets = new ArrayList<>();
        private final List<Integer> rows = new ArrayList<>();
        private int checked;

        void add(long offset, int row) {
            offsets.add(offset);
            rows.add(row);
        }

        /** Those below an offset that were not asked for before. */
        List<Integer> next(long offset) {
            int from = checked;
            while (checked < offsets.size() && offsets.get(checked) < offset) {
                checked++;
            }
            return List.copyOf(rows.subList(from, checked));
        }
    }

    private void follow() {
        Consumer<byte[], byte[]> consumer = clients.reader();
        try {
            List<TopicPartition> partitions = awaitTopic();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!partitions.isEmpty() && closed.getCount() > 0) {
                consumer.poll(Duration.ofMillis(100)).forEach(this::note);
            }
        } catch (RuntimeException e) {
            problems.add("the topic could not be followed: " + e);
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private List<TopicPartition> awaitTopic() {
        while (!isClosedAfter(Duration.ofMillis(200))) {
            try {
                List<TopicPartition> partitions = TopicPartitions.find(clients, List.of(topics().rows(vault)));
                if (!partitions.isEmpty()) {
                    return partitions;
                }
            } catch (LoaderException notYet) {
                // The broker is still to come.
            }
        }
        return List.of();
    }

    private synchronized void note(ConsumerRecord<byte[], byte[]> row) {
        Optional<RowKey> key = RowKey.parse(row.key());
        if (key.isEmpty() || key.get().row() > source.rows()) {
            problems.add("a record that is no row of the source at " + row.partition() + '/' + row.offset());
            return;
        }
        int number = (int) key.get().row();
        runs.add(key.get().run());
        if (published.get(number)) {
            problems.add("row " + number + " was published twice");
        } else if (!PairCodec.decode(row.value()).equals(Optional.of(source.row(number)))) {
            problems.add("row " + number + " was published with another pair");
        }
        published.set(number);
        lanes.computeIfAbsent(row.partition(), partition -> new Lane()).add(row.offset(), number);
    }

    private void sampleOnAndOn() {
        while (!isClosedAfter(PERIOD)) {
            boolean ignored = sample();
        }
    }

    private boolean isClosedAfter(Duration wait) {
        try {
            return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Takes a sample; false if Kafka does not answer, which may be the very fault. */
    boolean sample() {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = clients.admin()
                    .listConsumerGroupOffsets(topics().uploaderGroup(vault))
                    .partitionsToOffsetAndMetadata()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS);
            check(committed);
            return true;
        } catch (ExecutionException | TimeoutException | KafkaException | LoaderException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void check(Map<TopicPartition, OffsetAndMetadata> committed) {
        Set<Integer> missing = new HashSet<>();
        committed.forEach((partition, offset) -> {
            Lane lane = lanes.get(partition.partition());
            if (lane != null && offset != null) {
                lane.next(offset.offset()).stream()
                        .filter(row -> !held.test(source.row(row)))
                        .forEach(missing::add);
            }
        });
        if (!missing.isEmpty()) {
            missing.removeAll(openDeadLetters().keySet());
        }
        if (!missing.isEmpty()) {
            problems.add(missing.size()
                    + " rows below a committed offset were neither in the vault nor dead letters, such as "
                    + missing.iterator().next());
        }
        samples++;
    }

    /** The open dead letters by their rows; the pair is empty where it cannot be read. */
    Map<Integer, Optional<Pair>> openDeadLetters() {
        Map<Integer, Optional<Pair>> open = new HashMap<>();
        OpenDeadLetters.find(clients, topics().deadLetters(vault), DeadLetterFilter.ALL)
                .forEach(letter -> open.put(
                        RowKey.parse(letter.key())
                                .filter(key -> knows(key.run()))
                                .map(key -> (int) key.row())
                                .orElse(0),
                        PairCodec.decode(letter.value())));
        return open;
    }

    private synchronized boolean knows(String run) {
        return runs.contains(run);
    }

    /** How many different rows were seen in the topic. */
    synchronized int published() {
        return published.cardinality();
    }

    /** The rows of a partition, in their order in the topic, as far as they were seen. */
    synchronized List<Integer> rows(int partition) {
        Lane lane = lanes.get(partition);
        return lane == null ? List.of() : List.copyOf(lane.rows);
    }

    synchronized int samples() {
        return samples;
    }

    /** What must not be and was. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    private Topics topics() {
        return clients.settings().topics();
    }

    @Override
    public void close() throws InterruptedException {
        closed.countDown();
        follower.join();
        sampler.join();
    }
}
