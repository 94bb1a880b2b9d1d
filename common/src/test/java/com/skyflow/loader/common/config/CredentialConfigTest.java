package com.skyflow.loader.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.loader.common.config.CredentialConfig.Bearer;
import com.skyflow.loader.common.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialConfigTest {
    private static final String API_KEY = "sky-ab12C-0123456789abcdef0123456789ABCDEF";
    private static final String NO_API_KEY = "no API key (expected: sky-<5 letters or digits>-<32 hexadecimal digits>)";

    @TempDir
    private Path folder;

    @Test
    void isOneOfThreeInTheFile() throws IOException {
        assertThat(read("'bearer_token': 't'", Overrides.none())).hasValue(new Bearer(new Secret("t")));
        assertThat(read("'api_key': '" + API_KEY + "'", Overrides.none())).hasValue(new Bearer(new Secret(API_KEY)));
        assertThat(read("'credentials_file': 'sa/c.json', 'api_key': ''", Overrides.none()))
                .hasValue(file("sa/c.json"));
        assertThat(read("'upsert': true", Overrides.none())).isEmpty();
    }

    @Test
    void ofAFlagGoesBeforeAnyOfTheFile() throws IOException {
        Overrides overrides = Overrides.none().and("skyflow.credentials_file", "-credentials", "/etc/sa.json");
        assertThat(read("'bearer_token': 't', 'api_key': '" + API_KEY + "'", overrides))
                .hasValue(new CredentialConfig.File(Path.of("/etc/sa.json"), "/etc/sa.json"));
        assertThat(read("'credentials_file': 'c.json'", Overrides.none().and("skyflow.bearer_token", "-token", "f")))
                .hasValue(new Bearer(new Secret("f")));
    }

    @Test
    void twiceInOnePlaceIsRefusedByName() {
        assertThatThrownBy(() -> read("'bearer_token': 't', 'credentials_file': 'c.json'", Overrides.none()))
                .hasMessage(
                        "skyflow.bearer_token and skyflow.credentials_file: more than one credential (expected: one of them)");
        Overrides overrides = Overrides.none()
                .and("skyflow.credentials_file", "-credentials", "c.json")
                .and("skyflow.bearer_token", "-token", "t");
        assertThatThrownBy(() -> read("'upsert': true", overrides))
                .hasMessage("-token and -credentials: more than one credential (expected: one of them)");
        assertThatThrownBy(() -> environment(Map.of("SKYFLOW_API_KEY", API_KEY, "SKYFLOW_CREDENTIALS_FILE", "c")))
                .hasMessage(
                        "SKYFLOW_API_KEY and SKYFLOW_CREDENTIALS_FILE: more than one credential (expected: one of them)");
    }

    @Test
    void isOneOfThreeInTheEnvironment() {
        assertThat(environment(Map.of("SKYFLOW_BEARER_TOKEN", " t\n"))).hasValue(new Bearer(new Secret("t")));
        assertThat(environment(Map.of("SKYFLOW_API_KEY", API_KEY))).hasValue(new Bearer(new Secret(API_KEY)));
        assertThat(environment(Map.of("SKYFLOW_CREDENTIALS_FILE", "sa/c.json", "SKYFLOW_API_KEY", " ")))
                .hasValue(file("sa/c.json"));
        assertThat(environment(Map.of())).isEmpty();
    }

    @Test
    void ofAnApiKeyThatIsNoneIsRefusedWithoutQuotingIt() {
        assertThatThrownBy(() -> read("'api_key': 'sky-s3cret'", Overrides.none()))
                .hasMessage("skyflow.api_key: " + NO_API_KEY);
        assertThatThrownBy(() -> environment(Map.of("SKYFLOW_API_KEY", "sky-s3cret")))
                .hasMessage("SKYFLOW_API_KEY: " + NO_API_KEY);
    }

    private CredentialConfig file(String name) {
        return new CredentialConfig.File(folder.toAbsolutePath().resolve(name), name);
    }

    private Optional<CredentialConfig> environment(Map<String, String> variables) {
        return CredentialVariables.read(variables, folder.toAbsolutePath());
    }

    private Optional<CredentialConfig> read(String member, Overrides overrides) throws IOException {
        String json = "{'skyflow': {'vault_url': 'https://v', 'vaults': [{'name': 'id', 'id': 'x'}], " + member + "}}";
        Files.writeString(folder.resolve("config.json"), json.replace('\'', '"'));
        return new ConfigReader(folder).read(overrides).vaultApi().credential();
    }
}
