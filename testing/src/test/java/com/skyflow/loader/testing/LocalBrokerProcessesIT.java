package com.skyflow.loader.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.local.broker.LocalBroker;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
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
    private static final Duration BOUND = Duration.ofMinutes(2);
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
            assertThat(read(attached, "owner").cardinality()).isEqualTo(total(owner));
            assertThat(owner.stdout()).doesNotContain("left");
        }
        assertThat(owner.awaitExit(BOUND)).isZero();
        assertThat(owner.stdout()).contains("left");
        assertThat(owner.stderr()).isEmpty();
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
        long before = acknowledged(attached);
        Wait.until(
                "records after the end of the owner from " + attached,
                BOUND,
                () -> acknowledged(attached) > before + 5000);
        leave("attached");
        assertThat(attached.awaitExit(BOUND)).isZero();

        try (LocalBroker broker = LocalBroker.open(folder)) {
            assertThat(broker.bootstrapServers()).isEqualTo(address(owner));
            assertThat(read(broker, "attached").cardinality()).isEqualTo(total(attached));
        }
    }

    @Test
    void aKilledBrokerComesBackWithEveryAcknowledgedRecord() throws Exception {
        createTopics(96);
        ChildProcess owner = producer("owner");
        owner.awaitOutput("acknowledged 20001", BOUND);
        owner.sigkill();

        long start = System.nanoTime();
        try (LocalBroker broker = LocalBroker.open(folder)) {
            System.out.printf("back %.1f s after a kill%n", (System.nanoTime() - start) / 1e9);
            BitSet found = read(broker, "owner");
            assertThat(found.nextClearBit(0)).isGreaterThanOrEqualTo((int) acknowledged(owner));
        }
    }

    @Test
    void aDiskThatTakesNoMoreEndsTheProcessAndLosesNothing() throws Exception {
        createTopics(1);
        List<String> limited = new ArrayList<>(List.of("bash", "-c", "ulimit -f 4096; exec \"$@\"", "bash"));
        limited.addAll(command("owner", 1000).line());
        ChildProcess owner =
                started(ChildProcess.start(new ProcessBuilder(limited).directory(folder.toFile()), folder));

        assertThat(owner.awaitExit(BOUND)).isEqualTo(ExitCode.UNFINISHED.code());
        assertThat(owner.stderr().lines().filter(line -> line.startsWith("The embedded broker")))
                .containsExactly("The embedded broker stopped because its disk is full or failed ("
                        + folder.toRealPath().resolve(".skyflow-loader")
                        + "): free space and start again; nothing is lost.");
        try (LocalBroker broker = LocalBroker.open(folder)) {
            assertThat(read(broker, "owner").nextClearBit(0)).isGreaterThanOrEqualTo((int) acknowledged(owner));
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
        child.awaitOutput("acknowledged 2001", BOUND);
        return child;
    }

    private ChildProcess started(ChildProcess child) {
        children.add(child);
        return child;
    }

    private JavaCommand command(String name, int bytes) {
        return JavaCommand.of(SteadyProducer.class, folder, name, name, Integer.toString(bytes))
                .jvm("-Xmx160m");
    }

    private void leave(String name) throws Exception {
        Files.createFile(folder.resolve("leave-" + name));
    }

    private void createTopics(int partitions) throws Exception {
        try (LocalBroker broker = LocalBroker.open(folder);
                Admin admin =
                        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
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
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
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
        return last(child, "up (127\\.0\\.0\\.1:\\d+) ");
    }

    private static long acknowledged(ChildProcess child) {
        return Long.parseLong(last(child, "acknowledged (\\d+)\n"));
    }

    private static int total(ChildProcess child) {
        return Integer.parseInt(last(child, "total (\\d+)\n"));
    }

    private static String last(ChildProcess child, String pattern) {
        return Pattern.compile(pattern)
                .matcher(child.stdout())
                .results()
                .map(found -> found.group(1))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no " + pattern + " from " + child));
    }
}
