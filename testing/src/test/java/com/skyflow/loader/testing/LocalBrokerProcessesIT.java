package com.skyflow.loader.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.local.broker.LocalBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LocalBrokerProcessesIT {
    private static final Duration BOUND = Duration.ofMinutes(4);
    private static final int PARTITIONS = 12;

    @TempDir
    Path folder;

    private final List<ChildProcess> children = new ArrayList<>();

    @AfterEach
    void endChildren() {
        children.forEach(ChildProcess::close);
    }

    @Test
    void theOwnerStaysUntilTheLastHasLeft() throws Exception {
        createTopics(PARTITIONS);
        ChildProcess owner = producer("owner");
        try (LocalBroker attached = LocalBroker.open(folder)) {
            leave("owner");
            owner.awaitOutput("leaving", BOUND);
            assertThat(read(attached, "owner")).isEqualTo(acknowledged("owner"));
            assertThat(owner.stdout()).doesNotContain("left");
        }
        assertThat(owner.awaitExit(BOUND)).isZero();
        assertThat(owner.stdout()).contains("left");
    }

    @ParameterizedTest
    @EnumSource
    void anAttachedProcessGoesOnWhenTheOwnerIs(End end) throws Exception {
        createTopics(PARTITIONS);
        ChildProcess owner = producer("owner");
        ChildProcess attached = producer("attached");
        assertThat(address(attached)).isEqualTo(address(owner));

        end.of(owner);
        owner.awaitExit(BOUND);
        awaitAcknowledged("attached", acknowledged("attached").cardinality() + 5000);
        leave("attached");
        assertThat(attached.awaitExit(BOUND)).isZero();

        try (LocalBroker broker = LocalBroker.open(folder)) {
            assertThat(broker.bootstrapServers()).isEqualTo(address(owner));
            assertThat(read(broker, "attached")).isEqualTo(acknowledged("attached"));
        }
    }

    @Test
    void aKilledBrokerComesBackWithEveryAcknowledgedRecord() throws Exception {
        createTopics(96);
        ChildProcess owner = producer("owner");
        awaitAcknowledged("owner", 20_000);
        owner.sigkill();

        long start = System.nanoTime();
        try (LocalBroker broker = LocalBroker.open(folder)) {
            System.out.printf("back %.1f s after a kill%n", (System.nanoTime() - start) / 1e9);
            assertThat(lost(broker)).isEqualTo(new BitSet());
        }
    }

    @Test
    void aDiskThatTakesNoMoreEndsTheProcessAndLosesNothing() throws Exception {
        createTopics(1);
        List<String> limited = new ArrayList<>(List.of("bash", "-c", "ulimit -f 12288; exec \"$@\"", "bash"));
        limited.addAll(command("owner", 1000).line());
        ChildProcess owner =
                started(ChildProcess.start(new ProcessBuilder(limited).directory(folder.toFile()), folder));

        assertThat(owner.awaitExit(BOUND)).isEqualTo(ExitCode.UNFINISHED.code());
        assertThat(owner.stderr().lines().filter(line -> line.startsWith("The embedded broker")))
                .containsExactly("The embedded broker stopped because its disk is full or failed ("
                        + folder.toRealPath().resolve(".skyflow-loader")
                        + "): free space and start again; nothing is lost.");
        try (LocalBroker broker = LocalBroker.open(folder)) {
            assertThat(lost(broker)).isEqualTo(new BitSet());
        }
    }

    /** How an owner ends while others are attached. */
    enum End {
        KILLED {
            @Override
            void of(ChildProcess owner) {
                owner.sigkill();
            }
        },
        TERMINATED {
            @Override
            void of(ChildProcess owner) {
                owner.sigterm();
            }
        };

        abstract void of(ChildProcess owner);
    }

    private ChildProcess producer(String name) {
        ChildProcess child = started(command(name, 10).start());
        awaitAcknowledged(name, 2000);
        return child;
    }

    private ChildProcess started(ChildProcess child) {
        children.add(child);
        return child;
    }

    private JavaCommand command(String name, int bytes) {
        return JavaCommand.of(SteadyProducer.class, folder, name, Integer.toString(bytes))
                .jvm("-Xmx160m");
    }

    private void leave(String name) throws Exception {
        Files.createFile(folder.resolve("leave-" + name));
    }

    private void createTopics(int partitions) throws Exception {
        try (LocalBroker broker = LocalBroker.open(folder);
                Admin admin = Admin.create(broker.clientProperties())) {
            admin.createTopics(List.of(
                            new NewTopic("owner", partitions, (short) 1),
                            new NewTopic("attached", partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** The numbers that a topic holds. */
    private static BitSet read(LocalBroker broker, String topic) {
        BitSet numbers = new BitSet();
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                broker.clientProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Wait.until("all of " + topic, BOUND, () -> {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    numbers.set((int) ByteBuffer.wrap(record.key()).getLong());
                }
                return partitions.stream().allMatch(each -> consumer.position(each) >= ends.getOrDefault(each, 0L));
            });
        }
        return numbers;
    }

    private static String address(ChildProcess child) {
        return first(child, "up (127\\.0\\.0\\.1:\\d+) ");
    }

    private static String first(ChildProcess child, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(child.stdout());
        assertThat(matcher.find()).as(child.toString()).isTrue();
        return matcher.group(1);
    }

    private void awaitAcknowledged(String name, int count) {
        Wait.until(
                count + " acknowledged records of " + children,
                BOUND,
                () -> acknowledged(name).cardinality() >= count);
    }

    /** Numbers that the owner's producer knew to be stored and that are not there. */
    private BitSet lost(LocalBroker broker) {
        BitSet lost = acknowledged("owner");
        assertThat(lost.cardinality()).isGreaterThan(1000);
        lost.andNot(read(broker, "owner"));
        return lost;
    }

    private BitSet acknowledged(String name) {
        BitSet numbers = new BitSet();
        Path file = folder.resolve("acknowledged-" + name);
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
            while (bytes.remaining() >= Long.BYTES) {
                numbers.set((int) bytes.getLong());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return numbers;
    }
}
