package com.skyflow.loader.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CredentialsFileTest {
    private static final String KEY = key("RSA", 2_048);
    private static final String PEM_EXPECTED =
            " (expected: a PKCS#8 key, -----BEGIN PRIVATE KEY----- to -----END PRIVATE KEY-----)";
    private static final String CANARY = "Zq7wXkV3uJ5yHhG4";

    @TempDir
    private Path folder;

    @Test
    void isReadInBothSpellings() throws IOException {
        String old = json(KEY);
        String newer =
                old.replace("clientID", "clientId").replace("keyID", "keyId").replace("tokenURI", "tokenUri");
        for (String text : new String[] {old, newer, '\uFEFF' + old}) {
            ServiceAccountKey key = read(text);
            assertThat(key.clientId()).isEqualTo("c1");
            assertThat(key.keyId()).isEqualTo("k1");
            assertThat(key.tokenUri()).isEqualTo(URI.create("https://manage.example.org/v1/auth/sa/oauth/token"));
            assertThat(key.privateKey().getAlgorithm()).isEqualTo("RSA");
            assertThat(key).hasToString("ServiceAccountKey[manage.example.org, ***]");
        }
    }

    @Test
    void mayPointToThisMachineWithoutTls() throws IOException {
        assertThat(read(json(KEY).replace("https://manage.example.org", "http://127.0.0.1:8080"))
                        .tokenUri())
                .hasPort(8_080);
    }

    /**
     * One file that is no credentials file.
     *
     * @param name what it is
     */
    record Bad(String name, String text, String message) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bad> files() {
        return Stream.of(
                new Bad("empty", "", "sa.json is empty (expected: a JSON object)"),
                new Bad("a list", "[]", "sa.json: an array (expected: a JSON object)"),
                new Bad("a key alone", CANARY, "sa.json is not JSON: line 1, column 1"),
                new Bad("cut off", "{\"privateKey\": \"" + CANARY, "sa.json is not JSON: line 1, column 33"),
                new Bad(
                        "everything missing",
                        "{\"clientName\": \"x\", \"keyID\": \" \", \"tokenURI\": null}",
                        "sa.json: clientID: missing\nsa.json: keyID: missing\nsa.json: tokenURI: missing\nsa.json: privateKey: missing"),
                new Bad(
                        "another type",
                        json(KEY).replace("\"k1\"", "17"),
                        "sa.json: keyID: a number (expected: a text)"),
                new Bad(
                        "plain http",
                        json(KEY).replace("https:", "http:"),
                        "sa.json: tokenURI: plain http (expected: https; http only to this machine)"),
                new Bad(
                        "a password in the URI",
                        json(KEY).replace("https://", "https://me:" + CANARY + "@"),
                        "sa.json: tokenURI: user info in the URL (expected: https://<host>[:<port>][/<path>])"),
                new Bad("no PEM", json(CANARY), "sa.json: privateKey: no PEM" + PEM_EXPECTED),
                new Bad(
                        "PKCS#1",
                        json(KEY.replace("PRIVATE KEY", "RSA PRIVATE KEY")),
                        "sa.json: privateKey: PEM of another form" + PEM_EXPECTED),
                new Bad(
                        "a key that is cut off",
                        json(KEY.substring(0, 500)),
                        "sa.json: privateKey: cut off" + PEM_EXPECTED),
                new Bad(
                        "a key that was changed",
                        json(KEY.substring(0, 100) + KEY.substring(200)),
                        "sa.json: privateKey: no RSA key, or one that was changed (expected: an RSA key as Skyflow gave it out)"),
                new Bad(
                        "a key of another kind",
                        json(key("EC", 256)),
                        "sa.json: privateKey: no RSA key, or one that was changed (expected: an RSA key as Skyflow gave it out)"),
                new Bad(
                        "a short key",
                        json(key("RSA", 1_024)),
                        "sa.json: privateKey: an RSA key of 1024 bits (expected: 2048 or more)"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void isRefusedWithWhatIsWrongAndNothingOfWhatIsInIt(Bad bad) {
        assertThatThrownBy(() -> read(bad.text()))
                .hasMessage(bad.message())
                .hasNoCause()
                .isInstanceOfSatisfying(
                        LoaderException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
        assertThat(bad.message()).doesNotContain(CANARY);
    }

    @Test
    void isRefusedWhereItIsNot() {
        assertThatThrownBy(() -> file().read())
                .hasMessage("there is no file sa.json (expected: the credentials.json of a Skyflow service account)");
    }

    @Test
    void shouldNotBeReadableByOthers() throws IOException {
        write(json(KEY));
        Files.setPosixFilePermissions(folder.resolve("sa.json"), PosixFilePermissions.fromString("rw-r-----"));
        assertThat(file().notice())
                .hasValue(
                        "sa.json holds a private key and can be read by other users of this machine: chmod 600 sa.json");
        Files.setPosixFilePermissions(folder.resolve("sa.json"), PosixFilePermissions.fromString("rw-------"));
        assertThat(file().notice()).isEmpty();
    }

    private CredentialsFile file() {
        return new CredentialsFile(new CredentialConfig.File(folder.resolve("sa.json"), "sa.json"));
    }

    private ServiceAccountKey read(String text) throws IOException {
        write(text);
        return file().read();
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("sa.json"), text);
    }

    private static String json(String key) {
        return "{\"clientID\": \"c1\", \"clientName\": \"n\", \"keyID\": \"k1\","
                + " \"tokenURI\": \"https://manage.example.org/v1/auth/sa/oauth/token\", \"privateKey\": \""
                + key.replace("\n", "\\n") + "\"}";
    }

    private static String key(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
            return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
