package com.skyflow.loader.extractor.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.loader.common.config.QueryMode;
import com.skyflow.loader.common.config.SnowflakeLogin;
import com.skyflow.loader.common.config.VaultQuery;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.extractor.csv.Suffix;
import com.skyflow.loader.testing.snowflake.KeyFiles;
import com.skyflow.loader.testing.snowflake.Login;
import com.skyflow.loader.testing.snowflake.SnowflakeServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way to log in that needs no browser, to the stand-in, which verifies what it gets. */
final class LoginIT {
    @TempDir
    Path folder;

    private SnowflakeServer server;

    @BeforeEach
    void start() {
        server = SnowflakeServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** The authenticator that arrived, of a login that succeeded. */
    private String authenticator(SnowflakeLogin login) {
        SnowflakeSource source = new SnowflakeSource(
                Given.config(Given.at(server, login), QueryMode.QUERY),
                Given.vault("id", Given.query("SELECT 'a' AS id, 'b' AS id_token FROM range(1)")),
                0,
                new Suffix.None());
        assertThat(source.count()).isEqualTo(1);
        Login arrived = server.logins().getLast();
        assertThat(arrived.user()).isEqualTo(Given.USER);
        return arrived.authenticator();
    }

    @Test
    void byPassword() {
        server.password(Given.USER, Given.PASSWORD);

        assertThat(authenticator(Given.withPassword(Given.PASSWORD))).isEmpty();
    }

    @Test
    void aServerThatIsNotThereIsNoMistakeOfTheUser() {
        server.close();
        SnowflakeSource source = new SnowflakeSource(
                Given.config(Given.at(server, Given.withPassword(Given.PASSWORD)), QueryMode.SIMPLE),
                Given.vault("id", VaultQuery.NONE),
                0,
                new Suffix.None());

        assertThatThrownBy(source::survey)
                .isInstanceOfSatisfying(
                        LoaderException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNFINISHED))
                .hasMessage(
                        "Snowflake did not answer the login of user loader at account ACME (200015, 58030); nothing was published. Start again when it does.");
    }

    @Test
    void byProgrammaticAccessToken() {
        server.token(Given.USER, "pat-1");

        assertThat(authenticator(Given.withToken("programmatic_access_token", "pat-1")))
                .isEqualTo("PROGRAMMATIC_ACCESS_TOKEN");
    }

    @Test
    void byProgrammaticAccessTokenInThePasswordAsInTheGoLoader() {
        server.token(Given.USER, "pat-1");
        SnowflakeLogin login = Given.login("PROGRAMMATIC_ACCESS_TOKEN");

        assertThat(authenticator(new SnowflakeLogin(
                        login.jdbcUrl(),
                        login.account(),
                        login.user(),
                        login.authenticator(),
                        Optional.of(new Secret("pat-1")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())))
                .isEqualTo("PROGRAMMATIC_ACCESS_TOKEN");
    }

    @Test
    void byAKeyInAFile() {
        Path file = folder.resolve("key.p8");
        server.key(Given.USER, KeyFiles.plain(file));

        assertThat(authenticator(Given.withKey(Optional.of(file), Optional.empty(), Optional.empty())))
                .isEqualTo("SNOWFLAKE_JWT");
    }

    @Test
    void byAnEncryptedKeyInAFile() {
        Path file = folder.resolve("key.p8");
        server.key(Given.USER, KeyFiles.encrypted(file, "opensesame"));

        assertThat(authenticator(
                        Given.withKey(Optional.of(file), Optional.empty(), Optional.of(new Secret("opensesame")))))
                .isEqualTo("SNOWFLAKE_JWT");
    }

    @Test
    void byAnEncryptedKeyInBase64() throws Exception {
        Path file = folder.resolve("key.p8");
        server.key(Given.USER, KeyFiles.encrypted(file, "opensesame"));
        Secret base64 = new Secret(Base64.getEncoder().encodeToString(Files.readAllBytes(file)));

        assertThat(authenticator(
                        Given.withKey(Optional.empty(), Optional.of(base64), Optional.of(new Secret("opensesame")))))
                .isEqualTo("SNOWFLAKE_JWT");
    }
}
