package com.skyflow.loader.common.kafka;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.VaultName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topics that are missing and refuses those that would lose rows or mix them up. It never alters one. */
public final class TopicSetup {
    private static final String KEEP = "-1";
    private static final int ATTEMPTS = 50;

    /** What is written every two seconds is soon compacted, so that it is quickly read, and who was killed is forgotten in the end. */
    private static final Map<String, String> LATEST_FOR_AN_HOUR = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            "3600000",
            TopicConfig.SEGMENT_MS_CONFIG,
            "600000",
            TopicConfig.DELETE_RETENTION_MS_CONFIG,
            "600000",
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
            "0.1");

    private final KafkaClients clients;

    public TopicSetup(KafkaClients clients) {
        this.clients = clients;
    }

    /**
     * Makes sure that all topics for some vaults are there, and that those for parked rows, where there are any, are sound.
     *
     * @throws LoaderException if Kafka does not answer, or a topic differs from what the loader needs
     */
    public void ensure(Collection<VaultName> vaults) {
        short replication = replication();
        ensure(wanted(vaults, replication));
        Map<String, NewTopic> parked = new LinkedHashMap<>();
        vaults.forEach(vault -> parked.putAll(parked(vault, replication)));
        parked.keySet().retainAll(existing(clients.admin(), parked.keySet()));
        check(clients.admin(), parked);
    }

    /**
     * Looks whether {@link #ensure} would succeed, and changes nothing.
     *
     * @return the topics that are missing, which this client may create
     * @throws LoaderException as {@link #ensure} would
     */
    public Set<String> review(Collection<VaultName> vaults) {
        short replication = replication();
        Map<String, NewTopic> wanted = wanted(vaults, replication);
        vaults.forEach(vault -> wanted.putAll(parked(vault, replication)));
        Set<String> existing = existing(clients.admin(), wanted.keySet());
        Map<String, NewTopic> missing = new LinkedHashMap<>(wanted(vaults, replication));
        missing.keySet().removeAll(existing);
        create(clients.admin(), missing, new CreateTopicsOptions().validateOnly(true));
        wanted.keySet().retainAll(existing);
        check(clients.admin(), wanted);
        return missing.keySet();
    }

    /**
     * Makes sure that the topic for parked rows of a vault is there. Few vaults ever need one.
     *
     * @throws LoaderException if Kafka does not answer, or the topic differs from what the loader needs
     */
    public void ensureParked(VaultName vault) {
        ensure(parked(vault, replication()));
    }

    /**
     * Makes sure that what the ledger is summed up from, the topic that it is written to, and those that whoever sums it up keeps
     * for himself are there.
     *
     * @param stores the names of his
     * @throws LoaderException if Kafka does not answer, or a topic differs from what the loader needs
     */
    public void ensureLedger(String... stores) {
        short replication = replication();
        Topics topics = clients.settings().topics();
        Map<String, NewTopic> wanted = new LinkedHashMap<>(wanted(List.of(), replication));
        Stream.concat(Stream.of(topics.ledger()), Stream.of(stores).map(topics::ledgerChangelog))
                .map(name -> oftenCompacted(topic(name, 1, replication, TopicConfig.CLEANUP_POLICY_COMPACT)))
                .forEach(topic -> wanted.put(topic.name(), topic));
        ensure(wanted);
    }

    /**
     * Creates the topic of the instances where it is missing. One that is there is taken as it is: no row depends on it.
     *
     * @throws LoaderException if Kafka does not answer, or refuses it
     */
    public void ensureInstances() {
        String name = clients.settings().topics().instances();
        if (existing(clients.admin(), List.of(name)).isEmpty()) {
            create(
                    clients.admin(),
                    Map.of(name, new NewTopic(name, 1, replication()).configs(LATEST_FOR_AN_HOUR)),
                    new CreateTopicsOptions());
        }
    }

    private Map<String, NewTopic> parked(VaultName vault, short replication) {
        String name = clients.settings().topics().parked(vault);
        return Map.of(
                name, topic(name, clients.settings().partitions(), replication, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    private void ensure(Map<String, NewTopic> wanted) {
        Map<String, NewTopic> missing = new LinkedHashMap<>(wanted);
        missing.keySet().removeAll(existing(clients.admin(), wanted.keySet()));
        if (!missing.isEmpty()) {
            // Only then, because who has made the topics needs to grant nobody that right.
            create(clients.admin(), missing, new CreateTopicsOptions());
        }
        check(clients.admin(), wanted);
    }

    private Set<String> existing(Admin admin, Collection<String> names) {
        Set<String> existing = new HashSet<>();
        Map<String, KafkaFuture<TopicDescription>> descriptions =
                admin.describeTopics(names).topicNameValues();
        for (String name : names) {
            try {
                await(Objects.requireNonNull(descriptions.get(name)));
                existing.add(name);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failed("describing", name, AclOperation.DESCRIBE, e);
                }
            }
        }
        return existing;
    }

    private short replication() {
        int configured = clients.settings().replication();
        int brokers = new KafkaReach(clients).brokers();
        return (short) (configured > 0 ? configured : brokers >= 3 ? 3 : 1);
    }

    private Map<String, NewTopic> wanted(Collection<VaultName> vaults, short replication) {
        Topics topics = clients.settings().topics();
        int partitions = clients.settings().partitions();
        Map<String, NewTopic> wanted = new LinkedHashMap<>();
        List<NewTopic> all = new ArrayList<>();
        for (VaultName vault : vaults) {
            all.add(topic(topics.rows(vault), partitions, replication, TopicConfig.CLEANUP_POLICY_DELETE));
            all.add(topic(topics.deadLetters(vault), partitions, replication, TopicConfig.CLEANUP_POLICY_COMPACT));
        }
        all.add(topic(topics.runs(), 1, replication, TopicConfig.CLEANUP_POLICY_COMPACT));
        all.add(topic(topics.outcomes(), 1, replication, TopicConfig.CLEANUP_POLICY_DELETE));
        all.forEach(topic -> wanted.put(topic.name(), topic));
        return wanted;
    }

    /** Accounts change several times a second, and whoever starts reads them from the beginning. */
    private static NewTopic oftenCompacted(NewTopic topic) {
        Map<String, String> configs = new LinkedHashMap<>(topic.configs());
        configs.put(TopicConfig.SEGMENT_BYTES_CONFIG, "16777216");
        configs.put(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1");
        return topic.configs(configs);
    }

    private static NewTopic topic(String name, int partitions, short replication, String cleanup) {
        return new NewTopic(name, partitions, replication)
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        cleanup,
                        TopicConfig.RETENTION_MS_CONFIG,
                        KEEP,
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        KEEP,
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                        replication >= 3 ? "2" : "1"));
    }

    private void create(Admin admin, Map<String, NewTopic> wanted, CreateTopicsOptions options) {
        Map<String, KafkaFuture<Void>> created =
                admin.createTopics(wanted.values(), options).values();
        for (String topic : wanted.keySet()) {
            try {
                await(Objects.requireNonNull(created.get(topic)));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw failed("creating", topic, AclOperation.CREATE, e);
                }
            }
        }
    }

    private void check(Admin admin, Map<String, NewTopic> wanted) {
        Map<String, TopicDescription> found = describe(admin, wanted.keySet());
        Map<String, Config> configs = configs(admin, wanted.keySet());
        List<String> problems = wanted.values().stream()
                .flatMap(topic -> problem(topic, one(found, topic), one(configs, topic)).stream())
                .toList();
        if (!problems.isEmpty()) {
            throw new LoaderException(
                    ExitCode.USAGE,
                    String.join("\n", problems)
                            + "\nTopics are never altered by the loader: correct them, correct the kafka settings, or choose another kafka.prefix.");
        }
    }

    private static <T> T one(Map<String, T> answers, NewTopic topic) {
        return Objects.requireNonNull(answers.get(topic.name()));
    }

    private static Optional<String> problem(NewTopic wanted, TopicDescription found, Config config) {
        if (found.partitions().size() != wanted.numPartitions()) {
            return Optional.of("Topic %s has %d partitions (expected: %d)."
                    .formatted(wanted.name(), found.partitions().size(), wanted.numPartitions()));
        }
        for (String key : List.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.RETENTION_MS_CONFIG,
                TopicConfig.RETENTION_BYTES_CONFIG)) {
            String value = config.get(key).value();
            if (!value.equals(wanted.configs().get(key))) {
                return Optional.of("Topic %s has %s=%s (expected: %s, or rows could be lost)."
                        .formatted(wanted.name(), key, value, wanted.configs().get(key)));
            }
        }
        return Optional.empty();
    }

    private Map<String, TopicDescription> describe(Admin admin, Collection<String> names) {
        return ofEach(
                "describing",
                AclOperation.DESCRIBE,
                () -> admin.describeTopics(names).topicNameValues());
    }

    private Map<String, Config> configs(Admin admin, Collection<String> names) {
        List<ConfigResource> topics = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        return ofEach(
                "reading the settings of",
                AclOperation.DESCRIBE_CONFIGS,
                () -> admin.describeConfigs(topics).values().entrySet().stream()
                        .collect(Collectors.toMap(answer -> answer.getKey().name(), Map.Entry::getValue)));
    }

    /** What is said of each topic. One just created is not known to every broker at once, and each question may go to another one. */
    private <T> Map<String, T> ofEach(String what, AclOperation tried, Supplier<Map<String, KafkaFuture<T>>> question) {
        for (int attempt = 1; ; attempt++) {
            Map<String, KafkaFuture<T>> answers = question.get();
            Map<String, T> known = new LinkedHashMap<>();
            for (var answer : answers.entrySet()) {
                try {
                    known.put(answer.getKey(), await(answer.getValue()));
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || attempt == ATTEMPTS) {
                        throw failed(what, answer.getKey(), tried, e);
                    }
                }
            }
            if (known.size() == answers.size()) {
                return known;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoaderException(ExitCode.UNFINISHED, "Interrupted while topics were created. Start again.", e);
        }
    }

    private static <T> T await(KafkaFuture<T> answer) throws ExecutionException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoaderException(ExitCode.UNFINISHED, "Interrupted while Kafka was asked. Start again.", e);
        }
    }

    private LoaderException failed(String what, String topic, AclOperation tried, ExecutionException failure) {
        if (failure.getCause() instanceof TopicAuthorizationException) {
            // Here it does not always name the topic itself.
            return new LoaderException(
                    ExitCode.USAGE,
                    KafkaRefusal.missing(clients.settings(), KafkaRefusal.word(tried) + " on topic " + topic),
                    failure);
        }
        return new LoaderException(
                ExitCode.UNFINISHED,
                "Kafka refused %s topic %s: %s".formatted(what, topic, String.valueOf(failure.getCause())),
                failure);
    }
}
