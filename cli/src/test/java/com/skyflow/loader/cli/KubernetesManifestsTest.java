package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.common.config.ConfigReader;
import com.skyflow.loader.common.config.Overrides;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.VaultName;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscalerBehavior;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The manifests are of the shape that Kubernetes asks for, and name what the loader does. */
final class KubernetesManifestsTest {
    private static final Path MANIFESTS = Path.of("../deploy/kubernetes");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String SCALER = "keda.sh/v1alpha1/ScaledObject";

    /** Refuses unknown fields, missing ones, and those of another type. */
    private static final Map<String, Shape> SHAPES = Map.of(
            "v1/ConfigMap", V1ConfigMap::validateJsonElement,
            "v1/Secret", V1Secret::validateJsonElement,
            "v1/Service", V1Service::validateJsonElement,
            "apps/v1/Deployment", V1Deployment::validateJsonElement,
            "batch/v1/Job", V1Job::validateJsonElement);

    @TempDir
    Path folder;

    @FunctionalInterface
    private interface Shape {
        void check(JsonElement element) throws IOException;
    }

    @TestFactory
    Stream<DynamicTest> areOfTheShapeThatKubernetesAsksFor() throws IOException {
        List<JsonNode> documents = documents();
        assertThat(documents)
                .extracting(KubernetesManifestsTest::kind)
                .contains(SCALER)
                .containsAll(SHAPES.keySet());
        return documents.stream()
                .filter(document -> !kind(document).equals(SCALER))
                .map(document -> {
                    Shape shape = Objects.requireNonNull(SHAPES.get(kind(document)), () -> kind(document));
                    return DynamicTest.dynamicTest(
                            kind(document) + " " + document.at("/metadata/name").textValue(),
                            () -> assertThatCode(() -> shape.check(JsonParser.parseString(document.toString())))
                                    .doesNotThrowAnyException());
                });
    }

    @Test
    void refuseWhatKubernetesDoesNotKnow() throws IOException {
        JsonNode deployment = one("apps/v1/Deployment", "skyflow-loader-uploader");
        String misspelt = deployment.toString().replace("\"containerPort\"", "\"containerPorts\"");

        assertThatCode(() -> V1Deployment.validateJsonElement(JsonParser.parseString(misspelt)))
                .hasMessageContaining("containerPort");
    }

    @Test
    void giveEveryVaultATriggerAndNoMoreUploadersThanPartitions() throws IOException {
        Config config = config();
        JsonNode spec = one(SCALER, "skyflow-loader-uploader").get("spec");

        assertThat(spec.at("/maxReplicaCount").intValue())
                .isEqualTo(config.kafka().partitions());
        JsonNode behavior = spec.at("/advanced/horizontalPodAutoscalerConfig/behavior");
        V2HorizontalPodAutoscalerBehavior.validateJsonElement(JsonParser.parseString(behavior.toString()));
        assertThat(spec.at("/scaleTargetRef/name").textValue()).isEqualTo("skyflow-loader-uploader");
        Topics topics = config.kafka().topics();
        List<String> expected = new ArrayList<>();
        for (VaultConfig vault : config.vaults()) {
            VaultName name = vault.name();
            expected.add(topics.uploaderGroup(name)
                    + ' '
                    + topics.rows(name)
                    + ' '
                    + config.kafka().bootstrapServers().orElseThrow());
        }
        assertThat(spec.get("triggers"))
                .extracting(trigger -> trigger.at("/metadata/consumerGroup").textValue()
                        + ' '
                        + trigger.at("/metadata/topic").textValue()
                        + ' '
                        + trigger.at("/metadata/bootstrapServers").textValue())
                .containsExactlyElementsOf(expected);
    }

    @Test
    void startCommandsWithSettingsThatTheyTake() throws IOException {
        config();

        for (JsonNode document : documents()) {
            for (JsonNode container : document.at("/spec/template/spec/containers")) {
                List<String> arguments = new ArrayList<>();
                container.get("args").forEach(argument -> arguments.add(argument.textValue()));
                arguments.add("--help");
                Spoken spoken = Spoken.by(arguments.toArray(String[]::new));
                assertThat(spoken.status()).as("%s", arguments).isZero();
                assertThat(spoken.err()).isEmpty();
            }
        }
    }

    /** The settings of the config map, which the loader takes. */
    private Config config() throws IOException {
        String text =
                one("v1/ConfigMap", "skyflow-loader").at("/data/config.json").textValue();
        Files.writeString(folder.resolve("config.json"), text);
        return new ConfigReader(folder).read(Overrides.none());
    }

    private static JsonNode one(String kind, String name) throws IOException {
        return documents().stream()
                .filter(document -> kind(document).equals(kind)
                        && document.at("/metadata/name").textValue().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String kind(JsonNode document) {
        return document.get("apiVersion").textValue()
                + '/'
                + document.get("kind").textValue();
    }

    private static List<JsonNode> documents() throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(MANIFESTS, "*.yaml")) {
            for (Path file : files) {
                try (MappingIterator<JsonNode> all =
                        YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
                    all.forEachRemaining(documents::add);
                }
            }
        }
        return documents;
    }
}
