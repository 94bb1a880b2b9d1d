package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.local.simulator.SimulatorSettings;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.Moment;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.local.simulator.settings.Tls;
import com.skyflow.loader.testing.ConnectProxy;
import com.skyflow.loader.testing.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a vault answers wrong, and what stands between it and the loader: by which sentence, with which status, and nothing lost. */
final class WireBadInputIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final int ROWS = 200;
    private static final String REFUSES =
            "The vault refuses the calls (%s). Check the vault's url, id and table, and the"
                    + " credential's role, and start again: it continues where it stands.";
    private static final String BARRED =
            "No call gets to the vault: %s. Start again when that is mended: it continues where it stands.";
    private static final String NO_TOKEN =
            "The service account gets no bearer token (%s). Check its credentials file, that"
                    + " the account and its key are enabled, and this machine's clock, and start again: it continues where it"
                    + " stands.";
    private static final String GIVES_UP =
            "Vault name has %s for 1 s (at last: %s). Nothing is lost: start again to continue.";
    private static final String EXPECTED = " (expected: the JSON of 1 inserted records)";

    private static final SimulatorSettings WITH_TLS =
            SimulatorSettings.defaults().withTls(Tls.DEFAULT);

    @TempDir
    Path path;

    /**
     * One wrong thing.
     *
     * @param vault how the vault is set
     * @param change makes it wrong
     * @param sentence the problem of the vault, with {@code {vault}} and {@code {proxy}} in place of numbers
     */
    record Bad(String name, SimulatorSettings vault, Consumer<Setting> change, int status, String sentence) {
        static Bad answer(Fault fault, int status, String sentence) {
            return new Bad(fault.toString(), WITH_TLS, setting -> setting.inject(fault), status, sentence);
        }

        static Bad certificate(Tls.Certificate certificate, String sentence) {
            return new Bad(
                    certificate.toString(),
                    SimulatorSettings.defaults().withTls(Tls.DEFAULT.with(certificate)),
                    setting -> {},
                    3,
                    sentence);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What a case may change. */
    record Setting(
            VaultSimulator vault,
            WorkFolder folder,
            ObjectNode config,
            ConnectProxy proxy,
            List<InjectedFault> faults) {
        void inject(Fault fault) {
            faults.add(vault.inject(fault, Trigger.always()));
        }

        void useServiceAccount() {
            folder.write("sa.json", vault.serviceAccount().credentials());
            config.withObject("/skyflow").remove("bearer_token");
            config.withObject("/skyflow")
                    .put("credentials_file", folder.path().resolve("sa.json").toString());
        }
    }

    static Stream<Bad> inputs() {
        return Stream.of(answers(), connections(), exchanges()).flatMap(List::stream);
    }

    private static List<Bad> answers() {
        return List.of(
                Bad.answer(
                        new Fault.Html(200, Moment.BEFORE_STORING),
                        3,
                        REFUSES.formatted("status 200 with an HTML page" + EXPECTED)),
                Bad.answer(
                        new Fault.EmptyBody(200, Moment.BEFORE_STORING),
                        3,
                        REFUSES.formatted("status 200 with an empty body" + EXPECTED)),
                Bad.answer(
                        new Fault.ErrorInside200(), 3, REFUSES.formatted("status 200 with an error inside" + EXPECTED)),
                Bad.answer(
                        new Fault.Redirect("https://other.example/"),
                        3,
                        REFUSES.formatted("status 302 with an empty body")),
                Bad.answer(
                        new Fault.LargeBody(100),
                        3,
                        REFUSES.formatted("status 200 with a body of more than 81920 bytes")),
                Bad.answer(
                        new Fault.FewerRecords(1),
                        4,
                        GIVES_UP.formatted("taken nothing", "status 200 with 0 records (expected: 1)")));
    }

    private static List<Bad> connections() {
        String untrusted = "the TLS certificate of 127.0.0.1 was issued by CN=Vault simulator CA, which is not trusted"
                + " (expected: an authority of the JVM's list; another one in connection.ca_file)";
        return List.of(
                Bad.certificate(
                        Tls.Certificate.OF_ANOTHER_NAME,
                        BARRED.formatted(
                                "the TLS certificate of 127.0.0.1 is for other.example (expected: for 127.0.0.1)")),
                Bad.certificate(
                        Tls.Certificate.EXPIRED,
                        BARRED.formatted(
                                "the TLS certificate of 127.0.0.1 expired on 2020-01-01 (expected: one that is valid on {today})")),
                new Bad(
                        "an authority that nobody knows",
                        WITH_TLS,
                        setting -> setting.config().withObject("/connection").remove("ca_file"),
                        3,
                        BARRED.formatted(untrusted)),
                new Bad(
                        "a proxy that wants another login",
                        WITH_TLS,
                        setting -> setting.config()
                                .withObject("/connection")
                                .put("proxy", setting.proxy().url())
                                .put("proxy_user", "loader")
                                .put("proxy_password", Canary.CREDENTIAL),
                        3,
                        BARRED.formatted(
                                "the proxy 127.0.0.1 port {proxy} wants a login (status 407; expected: connection.proxy_user and connection.proxy_password that it takes)")),
                new Bad(
                        "a port without TLS",
                        SimulatorSettings.defaults(),
                        setting -> setting.config()
                                .withObject("/skyflow")
                                .put("vault_url", setting.vault().url().replace("http:", "https:")),
                        4,
                        GIVES_UP.formatted("not answered", "127.0.0.1 port {vault} does not speak TLS")));
    }

    private static List<Bad> exchanges() {
        return List.of(
                new Bad(
                        "a clock an hour off",
                        WITH_TLS,
                        setting -> {
                            setting.useServiceAccount();
                            setting.vault().serviceAccount().clockAhead(Duration.ofMinutes(61));
                        },
                        3,
                        NO_TOKEN.formatted("status 400: The assertion has expired or is valid for too long.")),
                new Bad(
                        "an exchange with an expired certificate",
                        SimulatorSettings.defaults().withTls(Tls.DEFAULT.with(Tls.Certificate.EXPIRED)),
                        Setting::useServiceAccount,
                        3,
                        NO_TOKEN.formatted(
                                "the TLS certificate of 127.0.0.1 expired on 2020-01-01 (expected: one that is valid on {today})")));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void stopsTheVaultAndLosesNothing(Bad input) {
        WorkFolder folder = new WorkFolder(path);
        String prefix = kafka.freshPrefix();
        try (VaultSimulator vault = WorkFolder.simulator(input.vault());
                ConnectProxy proxy = ConnectProxy.start("loader", "another-password")) {
            ObjectNode config = WorkFolder.config(vault, "name");
            config.withObject("/skyflow").put("bearer_token", Canary.CREDENTIAL);
            if (vault.url().startsWith("https")) {
                folder.write("ca.pem", vault.authority().pem());
                config.withObject("/connection")
                        .put("ca_file", path.resolve("ca.pem").toString());
            }
            config.withObject("/csv").put("data_directory", path.resolve("data").toString());
            config.withObject("/performance")
                    .put("batch_size", 1)
                    .put("max_concurrency", 1)
                    .put("backoff_ms", 1)
                    .put("max_backoff_ms", 10)
                    .put("outage_give_up_ms", 1_000)
                    .put("first_answer_give_up_ms", 1_000);
            config.withObject("/kafka")
                    .put("bootstrap_servers", kafka.bootstrapServers())
                    .put("prefix", prefix);
            folder.write("name", new Pairs(ROWS));
            Setting setting = new Setting(vault, folder, config, proxy, new ArrayList<>());
            input.change().accept(setting);
            folder.write(config);

            Spoken spoken =
                    Spoken.by("run", "-config", path.resolve("config.json").toString(), "--output", "json");

            JsonNode summary = WorkFolder.json(spoken.out()).path("vaults").path(0);
            assertThat(summary.path("problems"))
                    .extracting(problem -> problem.asText()
                            .replaceFirst("valid on [0-9-]{10}", "valid on {today}")
                            .replace("port " + proxy.port(), "port {proxy}")
                            .replace("port " + vault.port(), "port {vault}"))
                    .containsExactly(input.sentence());
            assertThat(spoken.status()).isEqualTo(input.status());
            assertThat(summary.path("pending").asLong()).isEqualTo(ROWS);
            assertThat(KafkaContent.rows(kafka, prefix + ".name")).isEqualTo(ROWS);
            assertThat(KafkaContent.rows(kafka, prefix + ".name.dead-letter")).isZero();
            assertThat(WorkFolder.held(vault, "name")).isZero();
            assertThat(setting.faults())
                    .allSatisfy(fault -> assertThat(fault.happened()).isPositive());
            assertThat(Canary.isIn(spoken.out() + spoken.err())).isFalse();
        }
    }
}
