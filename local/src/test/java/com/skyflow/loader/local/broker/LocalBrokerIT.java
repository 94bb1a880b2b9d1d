package com.skyflow.loader.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalBrokerIT {
    @TempDir
    Path folder;

    @Test
    void keepsTopicsAndItsAddressOverARestart() throws Exception {
        String address;
        try (LocalBroker broker = LocalBroker.open(folder)) {
            address = broker.bootstrapServers();
            createTopic(broker, "kept");
        }
        try (LocalBroker broker = LocalBroker.open(folder)) {
            assertThat(broker.bootstrapServers()).isEqualTo(address);
            assertThat(topics(broker)).containsExactly("kept");
        }
    }

    @Test
    void servesSeveralUsersOfOneProcessUntilTheLastHasLeft() throws Exception {
        LocalBroker first = LocalBroker.open(folder);
        try (LocalBroker second = LocalBroker.open(folder)) {
            createTopic(first, "ours");
            first.close();
            first.close();
            assertThat(topics(second)).containsExactly("ours");
        }
        assertThat(BrokerProbe.answers(StateFolder.in(folder))).isFalse();
    }

    @Test
    void letsNobodyElseIntoItsFolder() throws Exception {
        Path root = Files.createDirectory(
                folder.resolve(".skyflow-loader"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        LocalBroker.open(folder).close();

        assertThat(permissions(root)).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(root)) {
            assertThat(files.filter(Files::isRegularFile))
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
        }
    }

    @Test
    void speaksOnlyWithThoseWhoKnowItsSecret() throws Exception {
        try (LocalBroker broker = LocalBroker.open(folder)) {
            Map<String, Object> stranger = broker.clientProperties();
            stranger.compute(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    (name, login) -> String.valueOf(login).replaceFirst("password=\"[0-9a-f]{64}\"", "password=\"x\""));
            assertThat(stranger).isNotEqualTo(broker.clientProperties());
            try (Admin admin = Admin.create(stranger)) {
                assertThatThrownBy(() -> admin.listTopics().names().get())
                        .hasCauseInstanceOf(SaslAuthenticationException.class);
            }
            Map<String, Object> nobody = Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                    broker.bootstrapServers(),
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    2_000,
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    1_000);
            try (Admin admin = Admin.create(nobody)) {
                assertThatThrownBy(() -> admin.listTopics().names().get())
                        .hasCauseInstanceOf(org.apache.kafka.common.errors.TimeoutException.class);
            }
            assertThat(topics(broker)).isEmpty();
        }
    }

    @Test
    void keepsItsSecretOverARestart() {
        Map<String, String> access;
        try (LocalBroker broker = LocalBroker.open(folder)) {
            access = broker.access();
        }
        try (LocalBroker broker = LocalBroker.open(folder)) {
            assertThat(broker.access()).isEqualTo(access);
        }
    }

    @Test
    void refusesAnAccessFileWithoutALogin() throws Exception {
        Files.writeString(StateFolder.in(folder).root().resolve("client.properties"), "");
        assertThatThrownBy(() -> LocalBroker.open(folder))
                .isInstanceOf(LoaderException.class)
                .hasMessage("The access to the embedded broker in " + root()
                        + "/client.properties cannot be read or written (IllegalArgumentException): make it a file that you can"
                        + " read, or delete it while no load of the folder runs.");
    }

    @Test
    void takesAnotherPortWhenItsOwnIsTaken() throws Exception {
        StateFolder state = StateFolder.in(folder);
        try (Listeners taken = Listeners.bind(OptionalInt.empty())) {
            state.recordPort(taken.clientPort());
            try (LocalBroker broker = LocalBroker.open(folder)) {
                assertThat(broker.bootstrapServers()).isNotEqualTo(Listeners.HOST + ":" + taken.clientPort());
                assertThat(topics(broker)).isEmpty();
            }
        }
    }

    @Test
    void endsTheProcessWithASentenceWhenKafkaHaltsIt() {
        List<String> sentences = new CopyOnWriteArrayList<>();
        try (LocalBroker broker = LocalBroker.open(folder, sentences::add)) {
            assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
            Exit.halt(1);
        }
        assertThat(sentences)
                .containsExactly("The embedded broker stopped because its disk is full or failed (" + root()
                        + "): free space and start again; nothing is lost.");
    }

    @Test
    void refusesAFolderThatItCannotMake() throws IOException {
        Files.createFile(folder.resolve(".skyflow-loader"));

        assertThatThrownBy(() -> LocalBroker.open(folder))
                .asInstanceOf(type(LoaderException.class))
                .returns(ExitCode.USAGE, LoaderException::exitCode)
                .returns(
                        "The embedded broker cannot keep its data in " + root() + " (FileAlreadyExistsException: "
                                + root() + "): make it a folder that you can write, or start in another folder.",
                        LoaderException::sentence);
    }

    @Test
    void refusesDataOfAVersionThatItDoesNotKnow() throws IOException {
        LocalBroker.open(folder).close();
        Path properties = StateFolder.in(folder).data().resolve("meta.properties");
        Files.writeString(properties, Files.readString(properties).replace("version=1", "version=7"));

        assertThatThrownBy(() -> LocalBroker.open(folder))
                .asInstanceOf(type(LoaderException.class))
                .returns(ExitCode.UNFINISHED, LoaderException::exitCode)
                .returns(doesNotStart("No readable meta.properties files found."), LoaderException::sentence);
    }

    @Test
    void refusesDamagedMetadata() throws IOException {
        LocalBroker.open(folder).close();
        Path log = StateFolder.in(folder).data().resolve("__cluster_metadata-0/quorum-state");
        Files.writeString(log, "[]");

        assertThatThrownBy(() -> LocalBroker.open(folder))
                .asInstanceOf(type(LoaderException.class))
                .returns(ExitCode.UNFINISHED, LoaderException::exitCode)
                .returns(doesNotStart("Deserialized node [] is not an object node"), LoaderException::sentence);
    }

    private String doesNotStart(String reason) {
        return "The embedded broker in " + root() + " does not start (" + reason
                + "): free space or mend the folder and start again, or move it away, which begins every load anew.";
    }

    private Path root() {
        return folder.resolve(".skyflow-loader");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static void createTopic(LocalBroker broker, String name) throws Exception {
        try (Admin admin = admin(broker)) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
            // The controller answers before the broker knows of the topic.
            while (!admin.listTopics().names().get().contains(name)) {
                Thread.onSpinWait();
            }
        }
    }

    private static Iterable<String> topics(LocalBroker broker) throws Exception {
        try (Admin admin = admin(broker)) {
            return admin.listTopics().names().get();
        }
    }

    private static Admin admin(LocalBroker broker) {
        return Admin.create(broker.clientProperties());
    }
}
