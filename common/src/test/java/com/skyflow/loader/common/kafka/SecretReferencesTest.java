package com.skyflow.loader.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.loader.common.failure.LoaderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretReferencesTest {
    @TempDir
    Path folder;

    private Map<String, String> resolve(String key, String text) {
        return new SecretReferences(Map.of("PASSWORD", "pa\\ss\"$1", "BLANK", " "), folder).resolve(Map.of(key, text));
    }

    @Test
    void aVariableMayStandWithinAValue() {
        assertThat(resolve("client.rack", "a ${env:PASSWORD} b ${env:PASSWORD}"))
                .containsExactly(Map.entry("client.rack", "a pa\\ss\"$1 b pa\\ss\"$1"));
    }

    @Test
    void whatStandsBetweenQuotesIsEscaped() {
        assertThat(resolve("sasl.jaas.config", "x password=\"${env:PASSWORD}\";"))
                .containsExactly(Map.entry("sasl.jaas.config", "x password=\"pa\\\\ss\\\"$1\";"));
    }

    @Test
    void aFileIsTakenWithoutTheLineBreakAtItsEnd() throws IOException {
        Files.writeString(folder.resolve("key"), "first\nsecond\n");

        assertThat(resolve("ssl.keystore.key", "${file:key}"))
                .containsExactly(Map.entry("ssl.keystore.key", "first\nsecond"));
    }

    @Test
    void otherTextIsLeftAsItIs() {
        assertThat(resolve("x", "${vault:a:b} $env:PASSWORD {env:PASSWORD}"))
                .containsExactly(Map.entry("x", "${vault:a:b} $env:PASSWORD {env:PASSWORD}"));
    }

    @Test
    void aBlankVariableIsNotSet() {
        assertThatThrownBy(() -> resolve("ssl.key.password", "${env:BLANK}"))
                .isInstanceOf(LoaderException.class)
                .hasMessage("kafka.properties.ssl.key.password: the environment has no BLANK (expected: it is set)");
    }

    @Test
    void noSecretIsInWhatIsSaidOfAProperty() {
        KafkaSettings settings = new KafkaSettings(
                "a:1",
                new com.skyflow.loader.common.topic.Topics("p"),
                1,
                1,
                GroupProtocol.CLASSIC,
                resolve("sasl.jaas.config", "X.LoginModule required password=\"secret-word\" x=\"${env:PASSWORD}\";"));

        assertThat(settings.withoutSecrets("no secret-word for X.LoginModule")).isEqualTo("no *** for X.LoginModule");
        assertThat(settings.toString()).isEqualTo("KafkaSettings[a:1, prefix p, classic, [sasl.jaas.config]]");
    }
}
