package com.skyflow.loader.cli;

import com.skyflow.loader.local.simulator.SimulatorSettings;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.Moment;
import com.skyflow.loader.local.simulator.settings.Limits;
import com.skyflow.loader.local.simulator.settings.Tls;
import com.skyflow.loader.testing.ConnectProxy;
import java.util.List;
import java.util.stream.Stream;

/** What a vault answers wrong, and what stands between it and the loader. */
final class BadVaults {
    static final SimulatorSettings WITH_TLS = SimulatorSettings.defaults().withTls(Tls.DEFAULT);
    static final String EXPIRED =
            "the TLS certificate of 127.0.0.1 expired on 2020-01-01 (expected: one that is valid on {today})";

    private static final String REFUSES =
            "The vault refuses the calls (%s). Check the vault's url, id and table, and the"
                    + " credential's role, and start again: it continues where it stands.";
    private static final String BARRED =
            "No call gets to the vault: %s. Start again when that is mended: it continues where it stands.";
    private static final String GIVES_UP =
            "Vault name has %s for 1 s (at last: %s). Nothing is lost: start again to continue.";
    private static final String EXPECTED = " (expected: the JSON of 1 inserted records)";
    private static final String PROXY_PASSWORD = "another-password";

    private BadVaults() {}

    static List<BadInput> inputs() {
        return Stream.of(answers(), connections(), sizes())
                .flatMap(List::stream)
                .toList();
    }

    private static BadInput answer(String name, Fault fault, int status, String message) {
        return BadInput.stopped(
                name,
                WITH_TLS,
                world -> world.inject(fault),
                status,
                message,
                world -> world.vault().clearFaults());
    }

    private static List<BadInput> answers() {
        return List.of(
                answer(
                        "a vault that answers HTML",
                        new Fault.Html(200, Moment.BEFORE_STORING),
                        3,
                        REFUSES.formatted("status 200 with an HTML page" + EXPECTED)),
                answer(
                        "an empty body",
                        new Fault.EmptyBody(200, Moment.BEFORE_STORING),
                        3,
                        REFUSES.formatted("status 200 with an empty body" + EXPECTED)),
                answer(
                        "a 200 with an error inside",
                        new Fault.ErrorInside200(),
                        3,
                        REFUSES.formatted("status 200 with an error inside" + EXPECTED)),
                answer(
                        "a redirect",
                        new Fault.Redirect("https://other.example/"),
                        3,
                        REFUSES.formatted("status 302 with an empty body")),
                answer(
                        "a body of 100 MB",
                        new Fault.LargeBody(100),
                        3,
                        REFUSES.formatted("status 200 with a body of more than 81920 bytes")),
                answer(
                        "fewer records than sent",
                        new Fault.FewerRecords(1),
                        4,
                        GIVES_UP.formatted("taken nothing", "status 200 with 0 records (expected: 1)")));
    }

    private static BadInput certificate(String name, Tls.Certificate certificate, String problem) {
        return BadInput.stopped(
                name,
                SimulatorSettings.defaults().withTls(Tls.DEFAULT.with(certificate)),
                world -> {},
                3,
                BARRED.formatted(problem),
                world -> world.replaceVault(WITH_TLS));
    }

    private static List<BadInput> connections() {
        return List.of(
                certificate(
                        "a certificate of another name",
                        Tls.Certificate.OF_ANOTHER_NAME,
                        "the TLS certificate of 127.0.0.1 is for other.example (expected: for 127.0.0.1)"),
                certificate("an expired certificate", Tls.Certificate.EXPIRED, EXPIRED),
                BadInput.stopped(
                        "an authority that nobody knows",
                        WITH_TLS,
                        world -> world.section("connection").remove("ca_file"),
                        3,
                        BARRED.formatted(
                                "the TLS certificate of 127.0.0.1 was issued by CN=Vault simulator CA, which is not trusted"
                                        + " (expected: an authority of the JVM's list; another one in connection.ca_file)"),
                        world -> world.section("connection")
                                .put("ca_file", world.path("ca.pem").toString())),
                BadInput.stopped(
                        "a proxy that wants another login",
                        WITH_TLS,
                        BadVaults::useProxy,
                        3,
                        BARRED.formatted(
                                "the proxy 127.0.0.1 port {proxy} wants a login (status 407; expected: connection.proxy_user and connection.proxy_password that it takes)"),
                        world -> world.section("connection").put("proxy_password", PROXY_PASSWORD)),
                BadInput.stopped(
                        "a port without TLS",
                        SimulatorSettings.defaults(),
                        world -> world.section("skyflow")
                                .put("vault_url", world.vault().url().replace("http:", "https:")),
                        4,
                        GIVES_UP.formatted("not answered", "127.0.0.1 port {vault} does not speak TLS"),
                        world -> world.replaceVault(WITH_TLS)));
    }

    private static void useProxy(BadInputWorld world) {
        ConnectProxy proxy = ConnectProxy.start("loader", PROXY_PASSWORD);
        world.closeLater(proxy);
        world.name("proxy", proxy.port());
        world.section("connection")
                .put("proxy", proxy.url())
                .put("proxy_user", "loader")
                .put("proxy_password", Canary.CREDENTIAL);
    }

    private static List<BadInput> sizes() {
        return List.of(
                size("a batch of more records than the vault takes", new Limits(30, 1 << 20, 2_500), 400),
                size("a batch of more bytes than the vault takes", new Limits(1_000, 1_500, 2_500), 413));
    }

    private static BadInput size(String name, Limits limits, int refusal) {
        return BadInput.borne(
                name,
                SimulatorSettings.defaults().withLimits(limits),
                world -> world.section("performance").put("batch_size", 100),
                refusal);
    }
}
