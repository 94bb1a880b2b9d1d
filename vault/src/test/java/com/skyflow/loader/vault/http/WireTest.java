package com.skyflow.loader.vault.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.config.ConnectionConfig;
import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.local.simulator.SimulatorSettings;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.Moment;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.local.simulator.settings.TableSettings;
import com.skyflow.loader.local.simulator.settings.Tls;
import com.skyflow.loader.local.simulator.tls.Authority;
import com.skyflow.loader.local.simulator.tls.Identity;
import com.skyflow.loader.testing.ConnectProxy;
import com.skyflow.loader.testing.Wait;
import com.skyflow.loader.vault.http.HttpSettings.Coding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How calls get to a vault: protocols, certificates, proxies, names. */
final class WireTest {
    private static final Duration BOUND = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final byte[] BODY =
            ("{\"records\":[{\"fields\":{\"name\":\"MARY JONES\"},\"tokens\":{\"name\":\"tok-1\"}}],"
                            + "\"tokenization\":false,\"upsert\":\"name\",\"byot\":\"ENABLE_STRICT\"}")
                    .getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    @Test
    void speaksHttp2WhereTheServerOffersIt() throws Exception {
        VaultSimulator vault = vault(Tls.DEFAULT);
        HttpCaller caller = caller(trusting(vault));
        for (int i = 0; i < 20; i++) {
            assertLoaded(call(caller, vault));
        }
        assertThat(vault.journal().counts().byProtocol()).isEqualTo(Map.of("HTTP/2.0", 20L));
        // A call may begin a moment before the connections of those before are back.
        assertThat(vault.journal().counts().connections()).isBetween(1L, 4L);
    }

    @Test
    void speaksHttp1WhereTheServerDoesNot() throws Exception {
        VaultSimulator vault = vault(Tls.DEFAULT.with(Tls.Protocols.ONLY_HTTP_1));
        assertLoaded(call(caller(trusting(vault)), vault));
        assertThat(vault.journal().counts().byProtocol()).isEqualTo(Map.of("HTTP/1.1", 1L));
    }

    @Test
    void speaksHttp1WithoutTls() throws Exception {
        VaultSimulator vault = plainVault();
        assertLoaded(call(caller(settings(TlsFiles.NONE, BOUND)), vault));
        assertThat(vault.journal().counts().byProtocol()).isEqualTo(Map.of("HTTP/1.1", 1L));
    }

    @Test
    void opensNoMoreConnectionsThanItMayByHttp2() throws Exception {
        VaultSimulator vault = vault(Tls.DEFAULT);
        InjectedFault fault = vault.inject(new Fault.Hang(Moment.BEFORE_STORING), Trigger.next(4));
        HttpCaller caller = caller(trusting(vault));
        List<CompletableFuture<Reply>> replies =
                Stream.generate(() -> callInBackground(caller, vault)).limit(40).toList();
        // None goes on before so many are in flight together, however slow the machine is.
        Wait.until("as many calls as there may be", BOUND, () -> vault.hanging() == 4);
        vault.releaseHanging();
        replies.forEach(reply -> assertLoaded(reply.join()));
        assertThat(vault.journal().counts().connections()).isLessThanOrEqualTo(4);
        assertThat(vault.journal().counts().maxInFlight()).isEqualTo(4);
        assertThat(fault.happened()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(Tls.Protocols.class)
    void aCallThatIsGivenUpTakesNoOtherWithIt(Tls.Protocols protocols) throws Exception {
        VaultSimulator vault = vault(Tls.DEFAULT.with(protocols));
        HttpCaller caller = caller(trusting(vault));
        InjectedFault fault = vault.inject(new Fault.Hang(Moment.BEFORE_STORING), Trigger.next(2));
        CompletableFuture<Reply> kept = callInBackground(caller, vault);
        Wait.until("the first call to hang", BOUND, () -> vault.hanging() == 1);
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread givenUp = Thread.ofVirtual().start(() -> {
            try {
                ended.completeExceptionally(new AssertionError(call(caller, vault)));
            } catch (IllegalStateException e) {
                ended.complete(e.getCause());
            }
        });
        Wait.until("the second call to hang", BOUND, () -> vault.hanging() == 2);
        givenUp.interrupt();
        assertThat(ended.join()).isInstanceOf(InterruptedException.class);
        Wait.until("the vault to see it", BOUND, () -> vault.hanging() == 1);
        vault.releaseHanging();
        assertLoaded(kept.join());
        assertThat(fault.happened()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Tls.Protocols.class)
    void aConnectionThatBreaksOffIsReplaced(Tls.Protocols protocols) throws Exception {
        VaultSimulator vault = vault(Tls.DEFAULT.with(protocols));
        HttpCaller caller = caller(trusting(vault));
        for (Fault fault : List.of(new Fault.Reset(Moment.AFTER_STORING), new Fault.HalfBody())) {
            InjectedFault injected = vault.inject(fault, Trigger.next(1));
            assertThat(call(caller, vault))
                    .isEqualTo(new Reply.Unanswered("the connection broke off before the answer was whole"));
            assertThat(injected.happened()).isEqualTo(1);
            assertLoaded(call(caller, vault));
        }
    }

    @Test
    void compressesBodiesWhereItIsToldTo() throws Exception {
        for (VaultSimulator vault : List.of(vault(Tls.DEFAULT), plainVault())) {
            TlsFiles tls = vault.url().startsWith("https") ? tls(vault) : TlsFiles.NONE;
            assertLoaded(call(caller(with(Coding.GZIP, Optional.empty(), tls)), vault));
            assertThat(vault.counts("vault1", "people").records()).isEqualTo(1);
            assertThat(vault.journal().counts().compressed()).isEqualTo(1);
            assertLoaded(call(caller(with(Coding.PLAIN, Optional.empty(), tls)), vault));
            assertThat(vault.journal().counts().compressed()).isEqualTo(1);
        }
    }

    static Stream<Arguments> certificates() {
        return Stream.of(
                Arguments.of(Tls.Certificate.EXPIRED, "expired on 2020-01-01 (expected: one that is valid on {today})"),
                Arguments.of(Tls.Certificate.OF_ANOTHER_NAME, "is for other.example (expected: for 127.0.0.1)"));
    }

    @ParameterizedTest
    @MethodSource("certificates")
    void aWrongCertificateIsToldFromOthers(Tls.Certificate certificate, String problem) throws Exception {
        VaultSimulator vault = vault(Tls.DEFAULT.with(certificate));
        Reply.Barred barred = (Reply.Barred) call(caller(trusting(vault)), vault);
        assertThat(barred.problem().replaceFirst("valid on [0-9-]{10}", "valid on {today}"))
                .isEqualTo("the TLS certificate of 127.0.0.1 " + problem);
        assertThat(vault.journal().counts().calls()).isZero();
    }

    @Test
    void anAuthorityThatNobodyKnowsIsNotTrusted() throws Exception {
        VaultSimulator vault = vault(Tls.DEFAULT);
        String found = "the TLS certificate of 127.0.0.1 was issued by CN=Vault simulator CA, which is not trusted ";
        assertThat(call(caller(settings(TlsFiles.NONE, BOUND)), vault))
                .isEqualTo(new Reply.Barred(
                        found + "(expected: an authority of the JVM's list; another one in connection.ca_file)"));
        String other = new Authority("Another CA").pem();
        assertThat(call(caller(settings(tls(config(other, Optional.empty())), BOUND)), vault))
                .isEqualTo(new Reply.Barred(found + "(expected: an authority in connection.ca_file)"));
        assertThat(vault.journal().counts().calls()).isZero();
    }

    @Test
    void aPortWithoutTlsIsToldFromABrokenConnection() throws Exception {
        VaultSimulator vault = plainVault();
        URI uri = URI.create(vault.url().replace("http:", "https:") + "/v1/vaults/vault1/people");
        assertThat(call(caller(settings(TlsFiles.NONE, BOUND)), uri))
                .isEqualTo(new Reply.Unanswered("127.0.0.1 port " + vault.port() + " does not speak TLS"));
    }

    @Test
    void oneOfSeveralAuthoritiesIsEnough() throws Exception {
        VaultSimulator vault = vault(Tls.DEFAULT);
        String bundle = "# a bundle\n" + new Authority("Another CA").pem() + "\n"
                + vault.authority().pem();
        assertLoaded(call(caller(settings(tls(config(bundle, Optional.empty())), BOUND)), vault));
    }

    @Test
    void aClientCertificateIsShownToWhoeverAsks() throws Exception {
        VaultSimulator vault = vault(Tls.DEFAULT.with(Tls.Callers.WITH_CERTIFICATE));
        Identity own = vault.authority().issue("loader", List.of());
        ConnectionConfig config = config(vault.authority().pem(), Optional.of(own.certificatePem() + own.keyPem()));
        assertLoaded(call(caller(settings(tls(config), BOUND)), vault));
        assertThat(vault.journal().counts().byProtocol()).isEqualTo(Map.of("HTTP/2.0", 1L));
    }

    @ParameterizedTest
    @EnumSource(Tls.Protocols.class)
    void withoutAClientCertificateItIsNotLetIn(Tls.Protocols protocols) throws Exception {
        VaultSimulator vault = vault(Tls.DEFAULT.with(protocols).with(Tls.Callers.WITH_CERTIFICATE));
        assertThat(call(caller(trusting(vault)), vault)).isNotInstanceOf(Reply.Answered.class);
        assertThat(vault.journal().counts().calls()).isZero();
    }

    @Test
    void goesThroughAProxy() throws Exception {
        VaultSimulator vault = vault(Tls.DEFAULT);
        ConnectProxy proxy = opened(ConnectProxy.start());
        HttpCaller caller = caller(with(Coding.PLAIN, Optional.of(through(proxy, Optional.empty())), tls(vault)));
        assertLoaded(call(caller, vault));
        assertLoaded(call(caller, vault));
        assertThat(proxy.tunnels()).containsOnly("127.0.0.1:" + vault.port());
        assertThat(vault.journal().counts().byProtocol()).isEqualTo(Map.of("HTTP/2.0", 2L));
    }

    @Test
    void givesTheProxyItsLogin() throws Exception {
        VaultSimulator vault = vault(Tls.DEFAULT);
        ConnectProxy proxy = opened(ConnectProxy.start("loader", "proxy-pass"));
        assertLoaded(call(
                caller(with(Coding.PLAIN, Optional.of(through(proxy, login("proxy-pass"))), tls(vault))), vault));
        assertThat(proxy.tunnels()).isNotEmpty();
    }

    @Test
    void aProxyThatWantsAnotherLoginIsNoVault() throws Exception {
        VaultSimulator vault = vault(Tls.DEFAULT);
        ConnectProxy proxy = opened(ConnectProxy.start("loader", "proxy-pass"));
        for (Optional<HttpProxy.Login> login : List.of(login("wrong"), Optional.<HttpProxy.Login>empty())) {
            HttpCaller caller = caller(with(Coding.PLAIN, Optional.of(through(proxy, login)), tls(vault)));
            assertThat(call(caller, vault))
                    .isEqualTo(
                            new Reply.Barred(
                                    "the proxy 127.0.0.1 port " + proxy.port()
                                            + " wants a login (status 407; expected: connection.proxy_user and connection.proxy_password that it takes)"));
        }
        assertThat(vault.journal().counts().calls()).isZero();
    }

    @Test
    void aProxyThatIsNotThereMayBeThereLater() throws Exception {
        VaultSimulator vault = vault(Tls.DEFAULT);
        VaultSimulator absent = plainVault();
        absent.refuseConnections();
        HttpProxy proxy = new HttpProxy("127.0.0.1", absent.port(), Optional.empty());
        assertThat(call(caller(with(Coding.PLAIN, Optional.of(proxy), tls(vault))), vault))
                .isEqualTo(new Reply.Unanswered("no connection to the proxy 127.0.0.1 port " + absent.port()));
    }

    @ParameterizedTest
    @EnumSource(Tls.Protocols.class)
    void aNameThatMovesIsFollowedWhenConnectionsAreOld(Tls.Protocols protocols) throws Exception {
        VaultSimulator first = vault(Tls.DEFAULT.with(protocols));
        VaultSimulator second = vault(Tls.DEFAULT.with(protocols));
        Names names = new Names(first.port());
        String both = first.authority().pem() + second.authority().pem();
        HttpCaller caller = opened(new HttpCaller(
                new HttpSettings(
                        4,
                        BOUND,
                        BOUND,
                        Duration.ofMillis(200),
                        Coding.PLAIN,
                        tls(config(both, Optional.empty())),
                        Optional.empty()),
                names));
        URI uri = URI.create("https://vault.test:1/v1/vaults/vault1/people");
        assertLoaded(call(caller, uri));
        names.moveTo(second.port());
        Wait.until("a call at the new address", BOUND, () -> {
            assertLoaded(call(caller, uri));
            return second.journal().counts().calls() > 0;
        });
        assertThat(first.journal().counts().calls()).isPositive();
    }

    @Test
    void aNameThatMovedIsFollowedWhenTheOldAddressIsGone() throws Exception {
        VaultSimulator first = vault(Tls.DEFAULT);
        VaultSimulator second = vault(Tls.DEFAULT);
        Names names = new Names(first.port());
        String both = first.authority().pem() + second.authority().pem();
        HttpCaller caller = opened(new HttpCaller(settings(tls(config(both, Optional.empty())), BOUND), names));
        URI uri = URI.create("https://vault.test:1/v1/vaults/vault1/people");
        assertLoaded(call(caller, uri));
        names.moveTo(second.port());
        first.refuseConnections();
        Wait.until("a call at the new address", BOUND, () -> call(caller, uri) instanceof Reply.Answered);
        assertThat(second.journal().counts().calls()).isEqualTo(1);
        assertThat(first.journal().counts().calls()).isEqualTo(1);
    }

    /** Every name is at one port of loopback, which can change. */
    private static final class Names implements DnsResolver {
        private volatile int port;

        Names(int port) {
            this.port = port;
        }

        void moveTo(int other) {
            port = other;
        }

        @Override
        public List<InetSocketAddress> resolve(String host, int asked) {
            return List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            throw new UnknownHostException(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private <T extends AutoCloseable> T opened(T one) {
        opened.add(one);
        return one;
    }

    private VaultSimulator vault(Tls tls) {
        return opened(VaultSimulator.start(SimulatorSettings.defaults()
                .withTls(tls)
                .withTables(TableSettings.unique("vault1", "people", "name"))));
    }

    private VaultSimulator plainVault() {
        return opened(VaultSimulator.start(
                SimulatorSettings.defaults().withTables(TableSettings.unique("vault1", "people", "name"))));
    }

    private HttpCaller caller(HttpSettings settings) {
        return opened(new HttpCaller(settings));
    }

    private HttpSettings trusting(VaultSimulator vault) throws IOException {
        return settings(tls(vault), BOUND);
    }

    private static HttpSettings settings(TlsFiles tls, Duration timeout) {
        return new HttpSettings(4, BOUND, timeout, LONG, Coding.PLAIN, tls, Optional.empty());
    }

    private static HttpSettings with(Coding coding, Optional<HttpProxy> proxy, TlsFiles tls) {
        return new HttpSettings(4, BOUND, BOUND, LONG, coding, tls, proxy);
    }

    private static HttpProxy through(ConnectProxy proxy, Optional<HttpProxy.Login> login) {
        return new HttpProxy("127.0.0.1", proxy.port(), login);
    }

    private static Optional<HttpProxy.Login> login(String password) {
        return Optional.of(new HttpProxy.Login("loader", new Secret(password)));
    }

    private TlsFiles tls(VaultSimulator vault) throws IOException {
        return tls(config(vault.authority().pem(), Optional.empty()));
    }

    private static TlsFiles tls(ConnectionConfig config) {
        return TlsFiles.read(config);
    }

    private ConnectionConfig config(String authorities, Optional<String> own) throws IOException {
        Path ca = Files.writeString(Files.createTempFile(folder, "ca", ".pem"), authorities);
        Optional<Path> certificate =
                own.isEmpty() ? Optional.empty() : Optional.of(Files.writeString(folder.resolve("own.pem"), own.get()));
        return new ConnectionConfig(
                Optional.of(ca), certificate, Optional.empty(), Optional.empty(), Optional.empty(), false, LONG);
    }

    private static Reply call(HttpCaller caller, VaultSimulator vault) {
        return call(caller, URI.create(vault.url() + "/v1/vaults/vault1/people"));
    }

    private static Reply call(HttpCaller caller, URI uri) {
        try {
            return caller.post(uri, Optional.of(new Secret("token")), BODY, 10_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CompletableFuture<Reply> callInBackground(HttpCaller caller, VaultSimulator vault) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> reply.complete(call(caller, vault)));
        return reply;
    }

    private static void assertLoaded(Reply reply) {
        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Answered.class,
                        answered -> assertThat(answered.response().status()).isEqualTo(200));
    }
}
