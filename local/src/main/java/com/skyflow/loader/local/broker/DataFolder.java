package com.skyflow.loader.local.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.LoggerFactory;

/** Kafka's data folder: formatting a new one, and reading what an existing one says of itself. */
final class DataFolder {
    private DataFolder() {}

    /**
     * What a formatted folder says of itself.
     *
     * @param properties node and cluster
     * @param bootstrap the first records of the cluster's metadata
     */
    record Loaded(MetaPropertiesEnsemble properties, BootstrapMetadata bootstrap) {
        String clusterId() {
            return properties.clusterId().orElseThrow();
        }
    }

    /** Formats a folder unless it exists. It appears whole or not at all, whenever the process is killed. */
    static void format(Path data) throws IOException {
        if (Files.exists(data)) {
            return;
        }
        Path unfinished = data.resolveSibling(data.getFileName() + ".new");
        delete(unfinished);
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName(Listeners.CONTROLLER)
                    .setDirectories(List.of(unfinished.toString()))
                    .setMetadataLogDirectory(unfinished.toString())
                    .setHasDynamicQuorum(false)
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("cannot format " + data, e);
        }
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Reads and checks the folder that the configuration names. */
    static Loaded load(KafkaConfig config) {
        var loaded = KafkaRaftServer.initializeLogDirs(config, LoggerFactory.getLogger(DataFolder.class), "");
        return new Loaded(loaded._1(), loaded._2());
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
