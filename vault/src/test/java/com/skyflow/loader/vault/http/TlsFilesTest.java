package com.skyflow.loader.vault.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.loader.common.config.ConnectionConfig;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.local.simulator.tls.Authority;
import com.skyflow.loader.local.simulator.tls.Identity;
import com.skyflow.loader.testing.snowflake.KeyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TlsFilesTest {
    private static final Authority AUTHORITY = new Authority("Test CA");
    private static final Identity OWN = AUTHORITY.issue("own", List.of());
    private static final String PASSPHRASE = "open-sesame";
    private static final String CERTIFICATES = " (expected: certificates in PEM, -----BEGIN CERTIFICATE-----)";
    private static final String KEY = " (expected: a private key in PEM, -----BEGIN PRIVATE KEY----- or -----BEGIN"
            + " ENCRYPTED PRIVATE KEY-----; openssl pkcs8 -topk8 makes one of others)";

    @TempDir
    private Path folder;

    /**
     * One wrong set of files; null where none is given.
     *
     * @param sentence with {@code {folder}} in place of its path
     */
    record Bad(
            String name,
            @Nullable String ca,
            @Nullable String certificate,
            @Nullable String key,
            String sentence) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bad> wrongFiles() {
        String own = OWN.certificatePem();
        String der = OWN.keyPem().replaceAll("-----[A-Z ]+-----", "");
        return Stream.of(
                new Bad(
                        "no CA file",
                        "",
                        null,
                        null,
                        "connection.ca_file: there is no file {folder}/ca.pem" + CERTIFICATES),
                new Bad(
                        "a CA file that is no PEM",
                        "hello",
                        null,
                        null,
                        "connection.ca_file: {folder}/ca.pem holds no certificate" + CERTIFICATES),
                new Bad(
                        "a key for a CA",
                        OWN.keyPem(),
                        null,
                        null,
                        "connection.ca_file: {folder}/ca.pem holds no certificate" + CERTIFICATES),
                new Bad(
                        "a certificate that was cut",
                        own.replaceFirst("(?s)\n.{101}", "\n"),
                        null,
                        null,
                        "connection.ca_file: {folder}/ca.pem holds a certificate that cannot be read" + CERTIFICATES),
                new Bad(
                        "no certificate file",
                        null,
                        "",
                        null,
                        "connection.certificate_file: there is no file {folder}/own.pem" + CERTIFICATES),
                new Bad(
                        "a certificate without a key",
                        null,
                        own,
                        null,
                        "connection.key_file: {folder}/own.pem holds no private key of this form" + KEY),
                new Bad("no key file", null, own, "", "connection.key_file: there is no file {folder}/key.pem" + KEY),
                new Bad(
                        "a key of the old form",
                        null,
                        own,
                        "-----BEGIN EC PRIVATE KEY-----" + der + "-----END EC PRIVATE KEY-----",
                        "connection.key_file: {folder}/key.pem holds no private key of this form" + KEY),
                new Bad(
                        "two keys",
                        null,
                        own,
                        OWN.keyPem() + OWN.keyPem(),
                        "connection.key_file: {folder}/key.pem holds more than one private key" + KEY),
                new Bad(
                        "the key of another certificate",
                        null,
                        own,
                        AUTHORITY.issue("other", List.of()).keyPem(),
                        "connection.key_file: {folder}/key.pem is another key (expected: the one of the first certificate in {folder}/own.pem)"),
                new Bad(
                        "a key that was changed",
                        null,
                        own,
                        OWN.keyPem().replaceFirst("(?s)\n.{20}", "\n"),
                        "connection.key_file: {folder}/key.pem holds no EC key, or one that was changed (expected: the one of the first certificate in {folder}/own.pem)"));
    }

    @ParameterizedTest
    @MethodSource("wrongFiles")
    void wrongFilesAreRefused(Bad bad) throws IOException {
        ConnectionConfig config =
                config(file("ca.pem", bad.ca()), file("own.pem", bad.certificate()), file("key.pem", bad.key()), null);
        assertRefused(config, bad.sentence());
    }

    @Test
    void anEncryptedKeyIsReadWithItsPassphrase() throws IOException {
        Optional<Path> key = encryptedKey();
        Optional<Path> certificate = file("own.pem", OWN.certificatePem());
        assertThat(TlsFiles.read(config(Optional.empty(), certificate, key, PASSPHRASE)))
                .hasToString("TlsFiles[0 authorities, ***]");
        String wanted = "connection.key_passphrase or SKYFLOW_CLIENT_KEY_PASSPHRASE)";
        assertRefused(
                config(Optional.empty(), certificate, key, null),
                "connection.key_file: {folder}/key.pem is encrypted (expected: " + wanted);
        assertRefused(
                config(Optional.empty(), certificate, key, "wrong"),
                "connection.key_file: {folder}/key.pem cannot be decrypted (expected: its passphrase in " + wanted);
    }

    private Optional<Path> encryptedKey() throws IOException {
        Path file = folder.resolve("key.pem");
        Files.writeString(file, KeyFiles.encrypted(OWN.keyPem(), PASSPHRASE));
        return Optional.of(file);
    }

    private void assertRefused(ConnectionConfig config, String sentence) {
        assertThatThrownBy(() -> TlsFiles.read(config)).isInstanceOfSatisfying(LoaderException.class, refused -> {
            assertThat(refused.sentence()).isEqualTo(sentence.replace("{folder}", folder.toString()));
            assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        });
    }

    /** Empty where there is no text; a file that is not there where the text is. */
    private Optional<Path> file(String name, @Nullable String text) throws IOException {
        Path file = folder.resolve(name);
        if (text != null && !text.isEmpty()) {
            Files.writeString(file, text);
        }
        return text == null ? Optional.empty() : Optional.of(file);
    }

    private static ConnectionConfig config(
            Optional<Path> ca, Optional<Path> certificate, Optional<Path> key, @Nullable String passphrase) {
        return new ConnectionConfig(
                ca,
                certificate,
                key,
                Optional.ofNullable(passphrase).map(Secret::new),
                Optional.empty(),
                false,
                Duration.ofMinutes(5));
    }
}
