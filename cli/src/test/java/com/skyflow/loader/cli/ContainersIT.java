package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.testing.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.MountableFile;

/** The image of the Dockerfile, with what was just packaged, beside a Kafka that is a container too. */
final class ContainersIT {
    private static final String IMAGE = "skyflow-loader:test";
    /** On which the image is built. */
    private static final String RUNTIME = "eclipse-temurin:25-jre";

    private static final String KAFKA = "apache/kafka:4.3.1";
    private static final String CHECKOUT = "../..";
    private static final Duration LONG = Duration.ofMinutes(5);
    /** Longer than a drain and what follows it. */
    private static final int GRACE_SECONDS = 60;

    @TempDir
    Path folder;

    @BeforeAll
    static void buildTheImage() throws IOException, InterruptedException {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "no container engine here: nothing of containers is tested");
        for (String image : List.of(RUNTIME, KAFKA)) {
            assumeTrue(
                    docker("image", "inspect", image).isEmpty()
                            || docker("pull", "--quiet", image).isEmpty(),
                    image + " is not here and cannot be fetched: nothing of containers is tested");
        }
        // What the build stage would make is in the folder that tests run in.
        assertThat(docker("build", "--quiet", "--build-context", "build=.", "--tag", IMAGE, CHECKOUT))
                .isEmpty();
    }

    /** Calls the engine; what it said if it failed. */
    private static Optional<String> docker(String... arguments) throws IOException, InterruptedException {
        Process docker = new ProcessBuilder(
                        Stream.concat(Stream.of("docker"), Stream.of(arguments)).toList())
                .redirectErrorStream(true)
                .start();
        String said = new String(docker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return docker.waitFor() == 0 ? Optional.empty() : Optional.of(said);
    }

    @Test
    void loadsAsAnotherUserThanRootAndEndsWhenItIsToldTo() throws IOException, InterruptedException {
        int rows = 2_000;
        new Pairs(rows).write(folder, "name", "full_name");
        ObjectNode config = WorkFolder.json(Files.readString(Path.of(CHECKOUT, "deploy/compose/config.json")))
                .deepCopy();
        config.withObject("/kafka").put("bootstrap_servers", "kafka:19092");
        config.withObject("/kafka/properties").put("default.api.timeout.ms", "120000");
        Files.writeString(folder.resolve("config.json"), config.toString());
        try (Network network = Network.newNetwork();
                KafkaContainer kafka = new KafkaContainer(KAFKA)
                        .withNetwork(network)
                        .withListener("kafka:19092")
                        .withStartupTimeout(LONG);
                GenericContainer<?> simulator = loader(network, "simulator", "--host", "0.0.0.0", "--port", "8080")
                        .withNetworkAliases("simulator")
                        .withExposedPorts(8080);
                GenericContainer<?> uploader =
                        configured(network, "upload").withEnv("SKYFLOW_BEARER_TOKEN", Canary.CREDENTIAL);
                GenericContainer<?> extractor = configured(network, "extract")
                        .withCopyFileToContainer(readable("name_data.csv"), "/load/data/name_data.csv")
                        .withCopyFileToContainer(readable("name_tokens.csv"), "/load/data/name_tokens.csv")
                        .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(LONG))) {
            kafka.start();
            simulator.start();
            uploader.start();

            extractor.start();

            String tables =
                    "http://%s:%d/_simulator/tables".formatted(simulator.getHost(), simulator.getMappedPort(8080));
            Wait.until("all rows are in the vault", LONG, () -> get(tables).contains("\"records\":" + rows));
            Wait.until("the uploader is healthy", LONG, uploader::isHealthy);
            assertThat(uploader.execInContainer("id", "-u").getStdout()).isEqualTo("10001\n");
            uploader.getDockerClient()
                    .stopContainerCmd(uploader.getContainerId())
                    .withTimeout(GRACE_SECONDS)
                    .exec();
            assertThat(uploader.getCurrentContainerInfo().getState().getExitCodeLong())
                    .as(uploader.getLogs())
                    .isZero();
            assertThat(Canary.isIn(uploader.getLogs() + extractor.getLogs())).isFalse();
        }
    }

    private MountableFile readable(String file) {
        return MountableFile.forHostPath(folder.resolve(file), 0644);
    }

    /** A command with the settings of the compose file, but for Kafka, which may be slow here. */
    private GenericContainer<?> configured(Network network, String command) {
        return loader(network, command, "--vault", "name")
                .withCopyFileToContainer(readable("config.json"), "/load/config.json");
    }

    private static GenericContainer<?> loader(Network network, String... command) {
        return new GenericContainer<>(IMAGE)
                .withNetwork(network)
                .withEnv("JAVA_OPTS", "-Xmx256m")
                .withStartupTimeout(LONG)
                .withCommand(command);
    }

    private static String get(String url) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
