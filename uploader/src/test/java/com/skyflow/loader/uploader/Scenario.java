package com.skyflow.loader.uploader;

import static com.skyflow.loader.testing.Answers.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.kafka.GroupProtocol;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.KafkaSettings;
import com.skyflow.loader.common.kafka.TopicReader;
import com.skyflow.loader.common.kafka.TopicSetup;
import com.skyflow.loader.common.kafka.TransactionalWriter;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.common.ledger.Events;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.ledger.LedgerLog;
import com.skyflow.loader.common.ledger.SourceIdentity;
import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.common.row.PairCodec;
import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.local.simulator.SimulatorSettings;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.settings.TableSettings;
import com.skyflow.loader.local.simulator.store.LoadCheck;
import com.skyflow.loader.local.simulator.store.TableCounts;
import com.skyflow.loader.testing.Canary;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.Wait;
import com.skyflow.loader.testing.kafka.TestBroker;
import com.skyflow.loader.uploader.health.Stop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One load of one vault: rows and checkpoints in topics of their own, a simulated vault, and uploaders. The first row of every
 * load is a canary. Closing it ends the uploaders and looks for the canary wherever it must not be.
 */
final class Scenario implements AutoCloseable {
    static final VaultName VAULT = new VaultName("name");
    static final String RUN = "run1";
    static final int PARTITIONS = 4;
    private static final int FEW = 1_000;
    static final Duration BOUND = Duration.ofMinutes(3);

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final VaultSimulator vault = VaultSimulator.start(
            SimulatorSettings.defaults().withTables(TableSettings.unique("vault1", "people", "name")));
    final Canary canary = Canary.watch(new Pair("CANARY-" + letters(), "Token/" + letters()));
    final Topics topics;
    final KafkaClients clients;
    final Admin admin;
    final List<Pair> rows = new ArrayList<>();
    private final List<RunningUploader> uploaders = new ArrayList<>();
    private final TransactionalWriter extractor;

    /** Random, and no hexadecimal digits: of a thousand request ids one may well hold six that are in another's. */
    private static String letters() {
        return UUID.randomUUID()
                .toString()
                .replace("-", "")
                .chars()
                .map(digit -> 'g' + Character.digit(digit, 16))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    Scenario(EmbeddedKafka kafka, GroupProtocol protocol) {
        this(kafka.bootstrapServers(), kafka.freshPrefix(), kafka.admin(), protocol);
    }

    /** On a cluster of its own. */
    Scenario(TestBroker broker, GroupProtocol protocol) {
        this(broker.openServers(), "own", broker.admin(), protocol);
    }

    private Scenario(String servers, String prefix, Admin admin, GroupProtocol protocol) {
        this.topics = new Topics(prefix);
        this.clients = new KafkaClients(new KafkaSettings(servers, topics, PARTITIONS, 1, protocol, Map.of()));
        this.admin = admin;
        new TopicSetup(clients).ensure(List.of(VAULT));
        this.extractor = new TransactionalWriter(clients, topics.extractorTransactionalId(VAULT));
    }

    Destination destination() {
        return new Destination(vault.url(), "vault1", "people", "name");
    }

    /** Publishes so many rows of the usual run, as a whole extraction. */
    Scenario publish(int count) {
        return publish(RUN, count, State.EXTRACTED);
    }

    /** Publishes further rows of a run, and the checkpoint that counts all of its rows. */
    Scenario publish(String run, int count, State state) {
        return publish(null, run, count, state);
    }

    /** The same for rows of the usual run that are to stand in one partition. */
    Scenario publishTo(int partition, int count, State state) {
        return publish(partition, RUN, count, state);
    }

    private Scenario publish(@Nullable Integer partition, String run, int count, State state) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Pair pair = rows.isEmpty() ? canary.pair() : pair(rows.size());
            rows.add(pair);
            records.add(new ProducerRecord<>(
                    topics.rows(VAULT), partition, new RowKey(run, rows.size()).toBytes(), PairCodec.encode(pair)));
        }
        records.add(Events.record(topics.runs(), checkpoint(run, rows.size(), state, destination())));
        extractor.write(records);
        return this;
    }

    /** Publishes further rows of the usual run where few are left, so that what happens meanwhile happens in the middle of a load. */
    void feed() {
        if (rows.size() - counts().records() < FEW) {
            publish(RUN, FEW, State.EXTRACTING);
        }
    }

    /** Publishes records as they are. */
    void publish(List<ProducerRecord<byte[], byte[]>> records) {
        extractor.write(records);
    }

    ProducerRecord<byte[], byte[]> row(byte[] key, byte @Nullable [] value) {
        return new ProducerRecord<>(topics.rows(VAULT), key, value);
    }

    static Checkpoint checkpoint(String run, long published, State state, Destination destination) {
        return new Checkpoint(
                run,
                VAULT,
                List.of(VAULT),
                state,
                new SourceIdentity("csv", List.of("rows.csv"), "1", 0, false),
                destination,
                published,
                null,
                published,
                published,
                0,
                null,
                START,
                START);
    }

    static Pair pair(int row) {
        return new Pair("person-" + row, "tok_" + row);
    }

    /** Starts an uploader that is stopped with the scenario, if not before. */
    RunningUploader start(Setup setup) {
        return start(setup, "a");
    }

    RunningUploader start(Setup setup, String instance) {
        RunningUploader uploader = RunningUploader.start(clients, VAULT, destination(), setup, instance);
        uploaders.add(uploader);
        return uploader;
    }

    /** Waits until every row of the usual run is finished, and ends the uploaders. */
    Account load(Setup setup) {
        start(setup);
        return awaitFinished();
    }

    /** Waits until every row of the usual run is finished, and ends the uploaders. */
    Account awaitFinished() {
        awaitAccount("every row finished", Account::isFinished);
        uploaders.stream()
                .filter(RunningUploader::isRunning)
                .forEach(uploader -> assertThat(uploader.drain()).isEmpty());
        return account();
    }

    void awaitAccount(String description, Predicate<Account> condition) {
        try (LedgerLog log = new LedgerLog(clients)) {
            Wait.until(description, BOUND, () -> condition.test(log.read().account(new LedgerKey(RUN, VAULT))));
        }
    }

    /** Starts an uploader, which stops by itself, and gives the reason. */
    Stop stopOf(Setup setup) {
        return start(setup).awaitStop().orElseThrow();
    }

    /** The account of the usual run. It must balance. */
    Account account() {
        try (LedgerLog log = new LedgerLog(clients)) {
            Account account = log.read().account(new LedgerKey(RUN, VAULT));
            assertThat(account.balances(pending())).as("balances").isTrue();
            return account;
        }
    }

    TableCounts counts() {
        return vault.counts("vault1", "people");
    }

    /** Checks that the vault holds every row that was published but these, and nothing else. */
    void assertHeldBut(List<Pair> missing) {
        List<Pair> expected =
                rows.stream().filter(pair -> !missing.contains(pair)).toList();
        assertThat(vault.check("vault1", "people", expected.stream()).isExact())
                .as("the vault holds %s records (expected: %s)", counts().records(), expected.size())
                .isTrue();
    }

    /** Everything in the dead-letter topic. */
    List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        return read(topics.deadLetters(VAULT));
    }

    List<ConsumerRecord<byte[], byte[]>> read(String... names) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String name : names) {
            int count = name.equals(topics.outcomes()) || name.equals(topics.runs()) ? 1 : PARTITIONS;
            IntStream.range(0, count).forEach(partition -> partitions.add(new TopicPartition(name, partition)));
        }
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (TopicReader reader = TopicReader.fromBeginning(clients, partitions)) {
            reader.readToEnd(records::add);
        }
        return records;
    }

    /** Rows in front of the committed offsets that the vault does not hold. */
    long committedRowsMissing() {
        Map<TopicPartition, OffsetAndMetadata> committed = committed();
        LoadCheck check = vault.check("vault1", "people");
        read(topics.rows(VAULT)).stream()
                .filter(record -> isCommitted(record, committed))
                .flatMap(record -> PairCodec.decode(record.value()).stream())
                .forEach(pair -> check.expect(pair.value(), pair.token()));
        return check.result().missing() + check.result().differentToken();
    }

    private static boolean isCommitted(
            ConsumerRecord<byte[], byte[]> record, Map<TopicPartition, OffsetAndMetadata> committed) {
        OffsetAndMetadata offset = committed.get(new TopicPartition(record.topic(), record.partition()));
        return offset != null && record.offset() < offset.offset();
    }

    /** Rows between the committed offsets and the end, counted. */
    long pending() {
        Map<TopicPartition, OffsetAndMetadata> committed = committed();
        return read(topics.rows(VAULT)).stream()
                .filter(record -> !isCommitted(record, committed))
                .count();
    }

    Map<TopicPartition, OffsetAndMetadata> committed() {
        return await(admin.listConsumerGroupOffsets(topics.uploaderGroup(VAULT)).partitionsToOffsetAndMetadata());
    }

    /** Offsets of the rows that the topic still holds, and of the markers between them. */
    long held() {
        long held = 0;
        for (int number = 0; number < PARTITIONS; number++) {
            TopicPartition partition = new TopicPartition(topics.rows(VAULT), number);
            held += end(partition)
                    - await(admin.listOffsets(Map.of(partition, OffsetSpec.earliest()))
                                    .partitionResult(partition))
                            .offset();
        }
        return held;
    }

    long end(TopicPartition partition) {
        return await(admin.listOffsets(Map.of(partition, OffsetSpec.latest())).partitionResult(partition))
                .offset();
    }

    @Override
    public void close() {
        uploaders.forEach(RunningUploader::end);
        extractor.close();
        vault.close();
        for (var record : read(topics.rows(VAULT), topics.deadLetters(VAULT), topics.outcomes(), topics.runs())) {
            canary.assertAbsent(record);
            if (record.topic().equals(topics.outcomes()) || record.topic().equals(topics.runs())) {
                canary.assertAbsent(record.topic(), new String(record.value(), StandardCharsets.UTF_8));
            }
        }
        canary.close();
        canary.assertSilent();
    }
}
