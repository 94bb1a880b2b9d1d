package com.skyflow.loader.faults;

import com.skyflow.loader.local.broker.LocalBroker;
import com.skyflow.loader.testing.kafka.TestCluster;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a scenario is played on: chance that a seed decides, a folder of its own, and one load. Owned by the suite's thread. */
public final class Stage implements AutoCloseable {
    private final String name;
    private final Source source;
    private final Kafka kafka;
    private final Supplier<TestCluster> cluster;
    private final Path folder;
    private final SplittableRandom random;
    private final Deque<AutoCloseable> kept = new ArrayDeque<>();
    private @Nullable Load load;

    Stage(String name, Source source, Kafka kafka, Supplier<TestCluster> cluster, Path folder, long seed) {
        this.name = name;
        this.source = source;
        this.kafka = kafka;
        this.cluster = cluster;
        this.folder = folder;
        this.random = new SplittableRandom(seed * 31 + name.hashCode());
    }

    /** An instant of the load by chance, as a percentage of its rows. */
    public int percent(int from, int below) {
        return random.nextInt(from, below);
    }

    /** What else the seed decides. */
    public SplittableRandom random() {
        return random;
    }

    /** The rows of the load. */
    public Source source() {
        return source;
    }

    /** The folder of the scenario, kept if it fails: everything that tells what happened belongs there. */
    public Path folder() {
        return folder;
    }

    /** The broker of the round, which other scenarios use too. */
    public Kafka kafka() {
        return kafka;
    }

    /** The three brokers of the round, which other scenarios use too; they have to be left whole and their lines healed. */
    public TestCluster cluster() {
        return cluster.get();
    }

    /** The three brokers, with the loader as one of their users. */
    public Kafka ofCluster(String user) {
        return new Kafka(
                cluster().bootstrapServers(),
                TestCluster.properties(user),
                cluster().openServers(),
                Map.of());
    }

    /** The broker that a load in this folder has for itself: where it will be, and who may come in. It stays so once it has been there. */
    public Kafka ofFolder() {
        try (LocalBroker broker = LocalBroker.open(folder)) {
            return new Kafka(broker.bootstrapServers(), Map.of(), broker.bootstrapServers(), broker.access());
        }
    }

    /** Ends the scenario without a verdict, because this machine cannot play it. */
    public Skipped skip(String why) {
        return new Skipped(why);
    }

    /** Why a scenario cannot be played here. */
    static final class Skipped extends RuntimeException {
        Skipped(String why) {
            super(why);
        }
    }

    /** Keeps something open until the scenario has been judged. */
    public <T extends AutoCloseable> T keep(T resource) {
        kept.push(resource);
        return resource;
    }

    /** The load, through the broker of the round. */
    public Load load() {
        return load(kafka);
    }

    /** The load, through another Kafka, under names that no other has. */
    public Load load(Kafka other) {
        return load(other, "faults-" + name + "-" + Long.toHexString(System.nanoTime()));
    }

    /** The load, through another Kafka. */
    public Load load(Kafka other, String prefix) {
        if (load != null) {
            throw new IllegalStateException("a scenario has one load");
        }
        load = keep(new Load(source, other, prefix, folder));
        return load;
    }

    /** The load, if it has begun. */
    Optional<Load> found() {
        return Optional.ofNullable(load);
    }

    @Override
    public void close() throws Exception {
        while (!kept.isEmpty()) {
            kept.pop().close();
        }
    }
}
