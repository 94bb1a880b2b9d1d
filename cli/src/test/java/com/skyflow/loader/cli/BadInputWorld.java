package com.skyflow.loader.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.local.simulator.SimulatorSettings;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.kafka.GuardedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a case of bad input may change: somebody's folder and settings, the vault, and which Kafka is used. One thread uses it. */
final class BadInputWorld implements AutoCloseable {
    static final Pairs PAIRS = new Pairs(200);

    private final EmbeddedKafka kafka;
    private final GuardedKafka guarded;
    private final WorkFolder folder;
    private final String prefix;
    private final ObjectNode config;
    private final List<InjectedFault> faults = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private VaultSimulator vault;

    BadInputWorld(Path path, EmbeddedKafka kafka, GuardedKafka guarded, SimulatorSettings settings) {
        this.kafka = kafka;
        this.guarded = guarded;
        folder = new WorkFolder(path);
        prefix = kafka.freshPrefix();
        vault = WorkFolder.simulator(settings);
        config = WorkFolder.config(vault, "name");
        section("skyflow").put("bearer_token", Canary.CREDENTIAL);
        section("csv").put("data_directory", path("data").toString());
        section("kafka").put("bootstrap_servers", kafka.bootstrapServers()).put("prefix", prefix);
        section("performance")
                .put("batch_size", 1)
                .put("max_concurrency", 1)
                .put("backoff_ms", 1)
                .put("max_backoff_ms", 10)
                .put("outage_give_up_ms", 1_000)
                .put("first_answer_give_up_ms", 1_000);
        trustVault();
        folder.write("name", PAIRS);
    }

    private void trustVault() {
        if (vault.url().startsWith("https")) {
            write("ca.pem", vault.authority().pem());
            section("connection").put("ca_file", path("ca.pem").toString());
        }
    }

    EmbeddedKafka kafka() {
        return kafka;
    }

    GuardedKafka guarded() {
        return guarded;
    }

    VaultSimulator vault() {
        return vault;
    }

    String prefix() {
        return prefix;
    }

    ObjectNode config() {
        return config;
    }

    ObjectNode section(String name) {
        return config.withObject("/" + name);
    }

    Path path(String file) {
        return folder.path().resolve(file);
    }

    /** Writes a file that its owner alone may read. */
    void write(String file, String text) {
        try {
            folder.write(file, text);
            Files.setPosixFilePermissions(path(file), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says what a word in braces stands for. */
    void name(String word, Object text) {
        names.put(word, text.toString());
    }

    /** Has something closed at the end. */
    void closeLater(AutoCloseable resource) {
        open.push(resource);
    }

    void inject(Fault fault) {
        faults.add(vault.inject(fault, Trigger.always()));
    }

    List<InjectedFault> faults() {
        return faults;
    }

    /** Puts another vault, which holds nothing, where this one is. */
    void replaceVault(SimulatorSettings settings) {
        int port = vault.port();
        vault.close();
        vault = WorkFolder.simulator(settings.withPort(port));
        trustVault();
    }

    /** Logs in by the vault's service account. */
    void useServiceAccount() {
        useCredentials(vault.serviceAccount().credentials());
    }

    /** Logs in by what is or is not a service account's file. */
    void useCredentials(String text) {
        write("sa.json", text);
        section("skyflow").remove("bearer_token");
        section("skyflow").put("credentials_file", path("sa.json").toString());
    }

    /** Every committed record of one of its topics and of those that belong to it, on either cluster. */
    List<ConsumerRecord<byte[], byte[]>> records(String name) {
        String topic = prefix + '.' + name;
        return Stream.of(KafkaContent.records(kafka, topic), KafkaContent.records(guarded, topic))
                .flatMap(List::stream)
                .toList();
    }

    /** Starts a command with the settings as they are now. */
    Spoken start(String line) {
        write("config.json", filled(config.toPrettyString()));
        return Spoken.by(filled(line).split(" "));
    }

    /** A text in which the words in braces are filled in. */
    String filled(String text) {
        String filled = text.replace("{config}", path("config.json").toString())
                .replace("{folder}", folder.path().toString())
                .replace("{servers}", section("kafka").path("bootstrap_servers").asText())
                .replace("{prefix}", prefix)
                .replace("{vault}", Integer.toString(vault.port()));
        for (Map.Entry<String, String> name : names.entrySet()) {
            filled = filled.replace('{' + name.getKey() + '}', name.getValue());
        }
        return filled;
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable resource : open) {
            resource.close();
        }
        vault.close();
    }
}
