package com.skyflow.loader.vault.http;

import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.vault.answer.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends JSON, by HTTP/2 where a server offers it over TLS (ALPN), else by HTTP/1.1. Connections are kept and reused until they are
 * old; nothing is repeated, redirected or remembered here. Thread-safe; meant for virtual threads, which wait while one reactor thread
 * does the input and output.
 *
 * <p>A connection carries one call at a time, also by HTTP/2: a call that times out then ends with its connection and takes no other
 * with it, and each has a flow control window of its own.
 */
public final class HttpCaller implements AutoCloseable {
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private final PoolingAsyncClientConnectionManager pool;
    private final CloseableHttpAsyncClient http;
    private final HttpSettings settings;

    public HttpCaller(HttpSettings settings) {
        this(settings, SystemDefaultDnsResolver.INSTANCE);
    }

    /** @param names where the addresses of hosts are asked for, for each new connection */
    HttpCaller(HttpSettings settings, DnsResolver names) {
        this.settings = settings;
        this.pool = pool(settings, names);
        this.http = client(settings, pool);
        http.start();
    }

    private static PoolingAsyncClientConnectionManager pool(HttpSettings settings, DnsResolver names) {
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setDnsResolver(names)
                .setTlsStrategy(new CheckedTls(settings.tls().context()))
                .setMaxConnTotal(settings.connections())
                .setMaxConnPerRoute(settings.connections())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                        .setTimeToLive(TimeValue.of(settings.connectionLife()))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                        .build())
                .build();
    }

    private static CloseableHttpAsyncClient client(HttpSettings settings, PoolingAsyncClientConnectionManager pool) {
        HttpAsyncClientBuilder client = HttpAsyncClients.custom();
        settings.proxy().ifPresent(proxy -> goThrough(proxy, client));
        return client.setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(1)
                        .setTcpNoDelay(true)
                        .build())
                .setH2Config(H2Config.custom().setPushEnabled(false).build())
                .setConnectionManager(pool)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(settings.requestTimeout()))
                        .setResponseTimeout(Timeout.of(settings.requestTimeout()))
                        .setRedirectsEnabled(false)
                        // No server is given a credential for the asking: that of the proxy is for it alone.
                        .setAuthenticationEnabled(
                                settings.proxy().flatMap(HttpProxy::login).isPresent())
                        .build())
                .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "break-off", Exchange::intercept)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("skyflow-loader")
                .build();
    }

    private static void goThrough(HttpProxy proxy, HttpAsyncClientBuilder client) {
        client.setProxy(new HttpHost("http", proxy.host(), proxy.port()));
        proxy.login().ifPresent(login -> {
            BasicCredentialsProvider credentials = new BasicCredentialsProvider();
            credentials.setCredentials(
                    new AuthScope(proxy.host(), proxy.port()),
                    new UsernamePasswordCredentials(
                            login.user(), login.password().reveal().toCharArray()));
            client.setDefaultCredentialsProvider(credentials);
        });
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
        return send(Method.POST, uri, bearer, json, maxAnswerBytes);
    }

    /** The same by the method {@code DELETE}. */
    public Reply delete(URI uri, Optional<Secret> bearer, byte[] json, int maxAnswerBytes) throws InterruptedException {
        return send(Method.DELETE, uri, bearer, json, maxAnswerBytes);
    }

    /** The same by the method {@code GET}, without a body. */
    public Reply get(URI uri, Optional<Secret> bearer, byte[] none, int maxAnswerBytes) throws InterruptedException {
        return send(Method.GET, uri, bearer, none, maxAnswerBytes);
    }

    private Reply send(Method method, URI uri, Optional<Secret> bearer, byte[] json, int maxAnswerBytes)
            throws InterruptedException {
        BasicHttpRequest request = new BasicHttpRequest(method, uri);
        bearer.ifPresent(secret -> request.setHeader("Authorization", "Bearer " + secret.reveal()));
        request.setHeader("Accept", "application/json");
        Exchange exchange = new Exchange();
        Future<Response> response = http.execute(
                new BasicRequestProducer(
                        request,
                        json.length == 0
                                ? null
                                : new BasicAsyncEntityProducer(body(json, request), ContentType.APPLICATION_JSON)),
                new ResponseConsumer(maxAnswerBytes),
                exchange.context(),
                null);
        Duration timeout = settings.requestTimeout();
        try {
            return answered(response.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            exchange.breakOff();
            response.cancel(true);
            return TransportFailure.timeout(timeout);
        } catch (ExecutionException e) {
            return TransportFailure.reply(Objects.requireNonNullElse(e.getCause(), e), uri, settings.proxy(), timeout);
        } catch (InterruptedException e) {
            exchange.breakOff();
            response.cancel(true);
            throw e;
        }
    }

    private Reply answered(Response response) {
        return settings.proxy()
                .filter(proxy -> response.status() == PROXY_AUTHENTICATION_REQUIRED)
                .map(TransportFailure::proxyLogin)
                .orElseGet(() -> new Reply.Answered(response));
    }

    private byte[] body(byte[] json, BasicHttpRequest request) {
        return switch (settings.coding()) {
            case PLAIN -> json;
            case GZIP -> {
                request.setHeader("Content-Encoding", "gzip");
                yield compressed(json);
            }
        };
    }

    private static byte[] compressed(byte[] json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length / 4 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Connections that are open, in use or not. */
    public int connections() {
        var stats = pool.getTotalStats();
        return stats.getLeased() + stats.getAvailable();
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
