package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.local.simulator.SimulatorSettings;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.journal.CallCounts;
import com.skyflow.loader.local.simulator.settings.Tls;
import com.skyflow.loader.local.simulator.store.CheckResult;
import com.skyflow.loader.local.simulator.tls.Identity;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.ConnectProxy;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.snowflake.KeyFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Loads over TLS, by real processes. */
final class WireIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int CONCURRENCY = 4;

    @TempDir
    Path path;

    private WorkFolder folder;
    private Pairs pairs;

    @BeforeEach
    void start() {
        folder = new WorkFolder(path);
        pairs = new Pairs(20_000);
        folder.write("name", pairs);
    }

    @Test
    void runLoadsByHttp2OverFewConnections() {
        try (VaultSimulator vault = vault(Tls.DEFAULT)) {
            folder.write(config(vault));
            ensureEnd(folder.start("run"));
            ensureLoaded(vault, "HTTP/2.0");
            assertThat(vault.journal().counts().connections()).isBetween(1L, (long) CONCURRENCY);
        }
    }

    @Test
    void uploadLoadsByHttp1WhereThereIsNoHttp2() {
        try (VaultSimulator vault = vault(Tls.DEFAULT.with(Tls.Protocols.ONLY_HTTP_1))) {
            folder.write(config(vault));
            ensureEnd(folder.start("extract"));
            ensureEnd(folder.start("upload", "--until-drained"));
            ensureLoaded(vault, "HTTP/1.1");
            assertThat(vault.journal().counts().connections()).isBetween(1L, (long) CONCURRENCY);
        }
    }

    @Test
    void everythingGoesThroughTheProxyTheExchangeOfTokensToo() {
        try (VaultSimulator vault = vault(Tls.DEFAULT.with(Tls.Callers.WITH_CERTIFICATE));
                ConnectProxy proxy = ConnectProxy.start("loader", Canary.CREDENTIAL)) {
            vault.acceptTokens();
            folder.write("sa.json", vault.serviceAccount().credentials());
            Identity own = vault.authority().issue("loader", List.of());
            folder.write("own.pem", own.certificatePem());
            folder.write("key.pem", KeyFiles.encrypted(own.keyPem(), Canary.CREDENTIAL));
            ObjectNode config = config(vault);
            config.withObject("/connection")
                    .put("certificate_file", "own.pem")
                    .put("key_file", "key.pem")
                    .put("proxy", proxy.url())
                    .put("proxy_user", "loader")
                    .put("gzip", true);
            config.withObject("/skyflow").put("credentials_file", "sa.json");
            folder.write(config);

            ChildProcess load = folder.start(
                    Map.of(
                            "SKYFLOW_BEARER_TOKEN", "",
                            "SKYFLOW_PROXY_PASSWORD", Canary.CREDENTIAL,
                            "SKYFLOW_CLIENT_KEY_PASSPHRASE", Canary.CREDENTIAL),
                    "run");

            ensureEnd(load);
            ensureLoaded(vault, "HTTP/2.0");
            CallCounts counts = vault.journal().counts();
            assertThat(vault.serviceAccount().counts().issued()).isEqualTo(1);
            assertThat(counts.compressed()).isEqualTo(counts.calls());
            assertThat(proxy.tunnels()).containsOnly("127.0.0.1:" + vault.port());
        }
    }

    @Test
    void theSimulatorGivesOutWhatIsNeededToCallIt() {
        try (ChildProcess simulator = folder.start("simulator", "--tls", "ca.pem", "--client-certificate", "own.pem")) {
            simulator.awaitOutput("Ctrl-C", LONG);
            String url = simulator.stdout().replaceAll("(?s).*(https://[^ ]+).*", "$1");
            try (VaultSimulator other = vault(Tls.DEFAULT)) {
                ObjectNode config = config(other);
                config.withObject("/connection").put("certificate_file", "own.pem");
                folder.write(config);
                folder.write("name", new Pairs(500));
                folder.write("ca-of-the-test.pem", folder.read("ca.pem"));
            }
            ensureEnd(folder.start("run", "-vault-url", url));
        }
    }

    private static VaultSimulator vault(Tls tls) {
        return WorkFolder.simulator(SimulatorSettings.defaults().withTls(tls));
    }

    private ObjectNode config(VaultSimulator vault) {
        folder.write("ca-of-the-test.pem", vault.authority().pem());
        ObjectNode config = WorkFolder.config(vault, "name");
        config.withObject("/connection").put("ca_file", "ca-of-the-test.pem");
        config.withObject("/performance").put("batch_size", 100).put("max_concurrency", CONCURRENCY);
        WorkFolder.onCluster(config, kafka);
        return config;
    }

    private void ensureEnd(ChildProcess process) {
        assertThat(process.awaitExit(LONG)).as("the status of %s", process).isZero();
        assertThat(Canary.isIn(process.stdout() + process.stderr())).isFalse();
    }

    private void ensureLoaded(VaultSimulator vault, String protocol) {
        assertThat(WorkFolder.check(vault, "name", pairs)).isEqualTo(new CheckResult(pairs.count(), 0, 0, 0));
        assertThat(vault.journal().counts().byProtocol()).containsOnlyKeys(protocol);
        assertThat(folder.errorLogs()).isEmpty();
    }
}
