package com.skyflow.loader.vault.client;

import com.skyflow.loader.common.redaction.Redactor;
import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.vault.answer.Answer;
import com.skyflow.loader.vault.answer.AnswerReader;
import com.skyflow.loader.vault.answer.Call;
import com.skyflow.loader.vault.answer.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Inserts rows into one table of one vault. Connections are kept and reused; nothing is repeated, redirected or remembered here.
 * Thread-safe; meant for virtual threads, which wait while one reactor thread does the input and output.
 */
public final class VaultClient implements AutoCloseable {
    /** An answer holds an id of 36 characters for each row, and some more where tokens come back. */
    private static final int MAX_ANSWER_BYTES_PER_ROW = 16 * 1024;

    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private final CloseableHttpAsyncClient http;
    private final URI uri;
    private final String authorization;
    private final Duration requestTimeout;
    private final InsertBody body;
    private final AnswerReader answers;
    private final Clock clock;

    public VaultClient(Destination destination, VaultClientSettings settings, Clock clock) {
        this.uri = URI.create("%s/v1/vaults/%s/%s"
                .formatted(destination.url(), segment(destination.vaultId()), segment(destination.table())));
        this.authorization = "Bearer " + settings.credential().reveal();
        this.requestTimeout = settings.requestTimeout();
        this.body = new InsertBody(destination.column(), settings.upsert());
        this.answers = new AnswerReader(
                Redactor.of(List.of(destination.vaultId(), destination.table(), destination.column())));
        this.clock = clock;
        this.http = client(settings);
        http.start();
    }

    private static CloseableHttpAsyncClient client(VaultClientSettings settings) {
        return HttpAsyncClients.custom()
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(1)
                        .setTcpNoDelay(true)
                        .build())
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(settings.connections())
                        .setMaxConnPerRoute(settings.connections())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                                .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(settings.requestTimeout()))
                        .setResponseTimeout(Timeout.of(settings.requestTimeout()))
                        .setRedirectsEnabled(false)
                        .setAuthenticationEnabled(false)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("skyflow-loader")
                .build();
    }

    /**
     * Inserts rows in one call, and waits for the answer.
     *
     * @param rows at least one row
     * @throws InterruptedException if interrupted while waiting; the call is broken off, and the rows may be in the vault
     */
    public Answer insert(List<Pair> rows) throws InterruptedException {
        byte[] bytes = body.of(rows);
        Instant at = clock.instant();
        long start = System.nanoTime();
        Future<Response> exchange = post(bytes, MAX_ANSWER_BYTES + rows.size() * MAX_ANSWER_BYTES_PER_ROW);
        try {
            Response response = exchange.get(requestTimeout.toMillis(), TimeUnit.MILLISECONDS);
            Call call = new Call(at, since(start), bytes.length, response.status(), response.requestId());
            return answers.read(call, response, rows, clock.instant());
        } catch (TimeoutException e) {
            exchange.cancel(true);
            return TransportFailure.timeout(new Call(at, since(start), bytes.length, null, null), requestTimeout);
        } catch (ExecutionException e) {
            return TransportFailure.answer(
                    new Call(at, since(start), bytes.length, null, null),
                    Objects.requireNonNullElse(e.getCause(), e),
                    uri,
                    requestTimeout);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            throw e;
        }
    }

    private Future<Response> post(byte[] bytes, int maxAnswerBytes) {
        BasicHttpRequest request = new BasicHttpRequest(Method.POST, uri);
        request.setHeader("Authorization", authorization);
        request.setHeader("Accept", "application/json");
        return http.execute(
                new BasicRequestProducer(request, new BasicAsyncEntityProducer(bytes, ContentType.APPLICATION_JSON)),
                new ResponseConsumer(maxAnswerBytes),
                null);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Breaks off what is in flight. */
    @Override
    public void close() {
        try {
            // Closed under its reactor's feet, the client logs an error; left alone for a moment, it ends by itself.
            http.initiateShutdown();
            http.awaitShutdown(TimeValue.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.close(CloseMode.IMMEDIATE);
    }
}
