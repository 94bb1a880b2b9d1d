package com.skyflow.loader.vault.http;

import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.vault.answer.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
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
 * Posts JSON. Connections are kept and reused; nothing is repeated, redirected or remembered here. Thread-safe; meant for virtual
 * threads, which wait while one reactor thread does the input and output.
 */
public final class HttpCaller implements AutoCloseable {
    private final CloseableHttpAsyncClient http;
    private final Duration requestTimeout;

    public HttpCaller(HttpSettings settings) {
        this.requestTimeout = settings.requestTimeout();
        this.http = client(settings);
        http.start();
    }

    private static CloseableHttpAsyncClient client(HttpSettings settings) {
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
     * Makes one call, and waits for its end.
     *
     * @param bearer what the call is authorized with; empty if it needs nothing
     * @param json the body
     * @param maxAnswerBytes the longest body of an answer that is kept
     * @throws InterruptedException if interrupted while waiting; the call is broken off, and may have arrived
     */
    public Reply post(URI uri, Optional<Secret> bearer, byte[] json, int maxAnswerBytes) throws InterruptedException {
        BasicHttpRequest request = new BasicHttpRequest(Method.POST, uri);
        bearer.ifPresent(secret -> request.setHeader("Authorization", "Bearer " + secret.reveal()));
        request.setHeader("Accept", "application/json");
        Future<Response> exchange = http.execute(
                new BasicRequestProducer(request, new BasicAsyncEntityProducer(json, ContentType.APPLICATION_JSON)),
                new ResponseConsumer(maxAnswerBytes),
                null);
        try {
            return new Reply.Answered(exchange.get(requestTimeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            exchange.cancel(true);
            return TransportFailure.timeout(requestTimeout);
        } catch (ExecutionException e) {
            return TransportFailure.reply(Objects.requireNonNullElse(e.getCause(), e), uri, requestTimeout);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            throw e;
        }
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
