package com.skyflow.loader.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A caller of the simulator over real HTTP, with the client of the JDK. */
final class SimulatorClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final String url;

    SimulatorClient(String url) {
        this(url, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1));
    }

    private SimulatorClient(String url, HttpClient.Builder http) {
        this.url = url;
        this.http = http.build();
    }

    /** A caller by TLS, which prefers HTTP/2 and trusts the simulator alone. */
    static SimulatorClient tls(VaultSimulator simulator) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(
                "authority",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(
                                simulator.authority().pem().getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return new SimulatorClient(
                simulator.url(),
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).sslContext(context));
    }

    /** An answer with its body as text. */
    record Reply(int status, HttpResponse<String> http) {
        String text() {
            return http.body();
        }

        JsonNode json() throws IOException {
            return JSON.readTree(http.body());
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }

        String message() throws IOException {
            return json().path("error").path("message").asText();
        }
    }

    Reply send(String method, String path, String body) throws IOException, InterruptedException {
        return send(method, path, body, "token");
    }

    Reply send(String method, String path, String body, String token) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(request(method, path, body, token), HttpResponse.BodyHandlers.ofString());
        return new Reply(answer.statusCode(), answer);
    }

    /** Calls from the moment on when the port begins to close until it is answered, however often it is refused. */
    void awaitAnswerAfterRefusal(VaultSimulator simulator) throws InterruptedException {
        while (simulator.refusals() == 0) {
            Thread.onSpinWait();
        }
        boolean answered = false;
        while (!answered) {
            try {
                answered = send("GET", "/_simulator/counts", "").status() == 200;
            } catch (IOException refused) {
                Thread.onSpinWait();
            }
        }
    }

    CompletableFuture<HttpResponse<String>> sendLater(String method, String path, String body) {
        return http.sendAsync(request(method, path, body, "token"), HttpResponse.BodyHandlers.ofString());
    }

    Reply post(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    /** Inserts {@code value=token} pairs as the loader does. */
    Reply load(String... pairs) throws IOException, InterruptedException {
        return post("/v1/vaults/vault1/name", loadBody(pairs));
    }

    static String loadBody(String... pairs) {
        return "{\"records\":[" + records(pairs)
                + "],\"tokenization\":false,\"upsert\":\"name\",\"byot\":\"ENABLE_STRICT\"}";
    }

    static String records(String... pairs) {
        return Stream.of(pairs)
                .map(pair -> pair.split("=", 2))
                .map(pair -> "{\"fields\":{\"name\":\"" + pair[0] + "\"},\"tokens\":{\"name\":\"" + pair[1] + "\"}}")
                .collect(Collectors.joining(","));
    }

    private HttpRequest request(String method, String path, String body, String token) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
