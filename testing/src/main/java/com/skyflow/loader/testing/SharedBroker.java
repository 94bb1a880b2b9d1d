package com.skyflow.loader.testing;

import com.skyflow.loader.local.broker.LocalBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The broker of all test classes in this JVM, in a temporary folder that goes with it. */
record SharedBroker(Path folder, LocalBroker broker, Admin admin) implements AutoCloseable {
    static SharedBroker start() {
        try {
            Path folder = Files.createTempDirectory("embedded-kafka");
            LocalBroker broker = LocalBroker.open(folder);
            return new SharedBroker(
                    folder,
                    broker,
                    Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public void close() throws IOException {
        admin.close();
        broker.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
