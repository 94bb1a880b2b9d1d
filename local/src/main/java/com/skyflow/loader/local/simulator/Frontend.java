package com.skyflow.loader.local.simulator;

import com.skyflow.loader.local.simulator.api.Answer;
import com.skyflow.loader.local.simulator.api.Conditions;
import com.skyflow.loader.local.simulator.api.Handled;
import com.skyflow.loader.local.simulator.api.VaultApi;
import com.skyflow.loader.local.simulator.control.ControlApi;
import com.skyflow.loader.local.simulator.fault.Operation;
import com.skyflow.loader.local.simulator.journal.Call;
import com.skyflow.loader.local.simulator.journal.Journal;
import com.skyflow.loader.local.simulator.store.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Takes every request from Jetty, on a virtual thread of its own: notes it, has it dealt with, waits, answers. */
final class Frontend extends Handler.Abstract {
    private static final String CONTROL = "/_simulator";

    private final AtomicLong calls = new AtomicLong();
    private final VaultApi api;
    private final ControlApi control;
    private final Consumer<Duration> refuse;
    private final Conditions conditions;
    private final Journal journal;
    private final InstantSource clock;

    Frontend(
            VaultApi api,
            ControlApi control,
            Consumer<Duration> refuse,
            Conditions conditions,
            Journal journal,
            InstantSource clock) {
        this.api = api;
        this.control = control;
        this.refuse = refuse;
        this.conditions = conditions;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getPath();
        if (path.equals(CONTROL) || path.startsWith(CONTROL + '/')) {
            control(request, response, callback, path.substring(CONTROL.length()));
        } else {
            serve(request, new Wire(request, response, callback));
        }
        return true;
    }

    private void control(Request request, Response response, Callback callback, String path) throws IOException {
        try (InputStream body = Content.Source.asInputStream(request)) {
            ControlApi.Reply reply = control.handle(
                    request.getMethod(), path, request.getHttpURI().getQuery(), body);
            Callback delivered = reply.closedFor().isZero()
                    ? callback
                    : Callback.from(callback, () -> refuse.accept(reply.closedFor()));
            new Wire(request, response, delivered).deliver(reply.answer(), requestId());
        }
    }

    private void serve(Request request, Wire wire) throws IOException, InterruptedException {
        Instant at = clock.instant();
        long begun = System.nanoTime();
        String requestId = requestId();
        Handled handled =
                new Handled(Operation.UNKNOWN, "", 0, new Answer(0, Map.of(), new byte[0], Answer.Delivery.RESET));
        journal.arrived(at);
        try {
            handled = api.handle(wire.read(conditions.limits().maxRequestBytes()));
            // The latency is that of the whole call, what it takes to deal with it included.
            TimeUnit.NANOSECONDS.sleep(conditions.latency().draw() - (System.nanoTime() - begun));
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            journal.ended(call(request, handled, at, took, requestId));
        }
        wire.deliver(handled.answer(), requestId);
    }

    private static Call call(Request request, Handled handled, Instant at, Duration took, String requestId) {
        return new Call(
                at,
                took,
                request.getMethod(),
                handled.operation().template(),
                handled.vaultId(),
                handled.answer().delivery() == Answer.Delivery.RESET
                        ? Call.NO_ANSWER
                        : handled.answer().status(),
                handled.records(),
                requestId,
                request.getConnectionMetaData().getHttpVersion().asString(),
                Wire.isCompressed(request),
                request.getConnectionMetaData().getId(),
                Request.getRemotePort(request));
    }

    private String requestId() {
        long call = calls.incrementAndGet();
        return new UUID(Hash.mix(call), Hash.mix(~call)).toString();
    }
}
