package com.skyflow.loader.vault.http;

import java.io.IOException;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.jspecify.annotations.Nullable;

/**
 * One call and the connection that it is made on. To break it off closes the connection, and a call that has no connection yet is
 * never made. HttpClient's own {@code cancel} leaves a call that it meets at the wrong moment to run to its end (seen with 5.6).
 * Thread-safe.
 */
final class Exchange {
    private static final String ATTRIBUTE = Exchange.class.getName();

    private final HttpClientContext context = HttpClientContext.create();
    private @Nullable AsyncExecRuntime connected;
    private boolean brokenOff;

    Exchange() {
        context.setAttribute(ATTRIBUTE, this);
    }

    HttpClientContext context() {
        return context;
    }

    synchronized void breakOff() {
        brokenOff = true;
        if (connected != null) {
            connected.discardEndpoint();
        }
    }

    private synchronized boolean begin(AsyncExecRuntime runtime) {
        connected = runtime;
        return !brokenOff;
    }

    /** Stands in the client's chain where a call has its connection and is about to be sent. */
    static void intercept(
            HttpRequest request,
            @Nullable AsyncEntityProducer body,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws HttpException, IOException {
        if (scope.clientContext.getAttribute(ATTRIBUTE) instanceof Exchange exchange
                && !exchange.begin(scope.execRuntime)) {
            scope.execRuntime.discardEndpoint();
            callback.failed(new IOException("broken off"));
        } else {
            chain.proceed(request, body, scope, callback);
        }
    }
}
