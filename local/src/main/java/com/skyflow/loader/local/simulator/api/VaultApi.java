package com.skyflow.loader.local.simulator.api;

import com.skyflow.loader.local.simulator.auth.Exchanged;
import com.skyflow.loader.local.simulator.auth.ServiceAccount;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.Faults;
import com.skyflow.loader.local.simulator.fault.Moment;
import com.skyflow.loader.local.simulator.fault.Operation;
import com.skyflow.loader.local.simulator.settings.RetryAfter;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The vault API. A call meets, in this order: faults before storing, authentication, the rate limit, the size limit, the
 * operation with its rules, faults after storing. The token exchange needs no authentication and has no limits. Thread-safe.
 */
public final class VaultApi {
    private final Conditions conditions;
    private final Faults faults;
    private final Gate gate;
    private final InstantSource clock;
    private final Inserts inserts;
    private final Batches batches;
    private final Reads reads;
    private final Deletes deletes;
    private final Supplier<Optional<ServiceAccount>> account;

    /** @param account who may exchange assertions for tokens */
    public VaultApi(
            Vaults vaults,
            Conditions conditions,
            Faults faults,
            Gate gate,
            InstantSource clock,
            Supplier<Optional<ServiceAccount>> account) {
        this.account = account;
        this.conditions = conditions;
        this.faults = faults;
        this.gate = gate;
        this.clock = clock;
        this.inserts = new Inserts(vaults, conditions, faults);
        this.batches = new Batches(inserts, conditions);
        this.reads = new Reads(vaults, conditions);
        this.deletes = new Deletes(vaults, conditions);
    }

    /** Deals with a call. */
    public Handled handle(Incoming incoming) {
        Route route = Route.of(incoming.method(), incoming.path());
        Exchange exchange = new Exchange(route, incoming);
        Answer answer = answer(exchange);
        return new Handled(route.operation(), route.vaultId(), exchange.records(), answer);
    }

    private Answer answer(Exchange exchange) {
        Optional<Answer> instead = struck(Moment.BEFORE_STORING, exchange, Answer.empty(200));
        if (instead.isPresent()) {
            return instead.get();
        }
        Answer answer;
        try {
            answer = admit(exchange);
        } catch (Refusal refusal) {
            answer = ErrorBody.answer(refusal.status(), refusal.text());
        }
        return answer.isSuccess()
                ? struck(Moment.AFTER_STORING, exchange, answer).orElse(answer)
                : answer;
    }

    private Answer admit(Exchange exchange) {
        if (exchange.route().operation() == Operation.TOKEN) {
            return perform(exchange);
        }
        conditions.authenticate(exchange.incoming().authorization());
        Optional<RetryAfter> throttle = conditions.throttle(exchange.route().vaultId());
        if (throttle.isPresent()) {
            return withRetryAfter(ErrorBody.answer(429, "Rate limit exceeded."), throttle.get());
        }
        long most = conditions.limits().maxRequestBytes();
        if (exchange.incoming().size() > most) {
            throw new Refusal(413, "Request is too large (expected: at most " + most + " bytes).");
        }
        return perform(exchange);
    }

    private Answer perform(Exchange exchange) {
        return switch (exchange.route().operation()) {
            case INSERT -> inserts.insert(exchange);
            case BATCH -> batches.batch(exchange);
            case GET -> reads.get(exchange);
            case QUERY -> reads.query(exchange);
            case DETOKENIZE -> reads.detokenize(exchange);
            case DELETE -> deletes.delete(exchange);
            case DELETE_ONE -> deletes.deleteOne(exchange);
            case TOKEN -> exchangeToken(exchange);
            case UNKNOWN -> throw new Refusal(404, "Not Found");
        };
    }

    private Answer exchangeToken(Exchange exchange) {
        ServiceAccount issuer = account.get().orElseThrow(() -> new Refusal(404, "Not Found"));
        return switch (issuer.exchange(Json.read(exchange.incoming()))) {
            case Exchanged.Issued issued ->
                Json.ok(Json.object()
                        .put("accessToken", issued.token().reveal())
                        .put("tokenType", "Bearer"));
            case Exchanged.Refused refused -> throw new Refusal(refused.status(), refused.message());
        };
    }

    /** The answer that a fault puts in place of the planned one; empty if none strikes or the call goes on all the same. */
    private Optional<Answer> struck(Moment moment, Exchange exchange, Answer planned) {
        String vaultId = exchange.route().vaultId();
        Operation operation = exchange.route().operation();
        return faults.strike(moment, vaultId, operation).flatMap(fault -> instead(fault, exchange, planned));
    }

    private Optional<Answer> instead(Fault fault, Exchange exchange, Answer planned) {
        return switch (fault) {
            case Fault.Status status ->
                Optional.of(withRetryAfter(
                        ErrorBody.answer(status.status(), "The simulator was told to answer this."),
                        status.retryAfter()));
            case Fault.Hang hang ->
                gate.hang(exchange.incoming().caller()) ? Optional.empty() : Optional.of(Answer.RESET);
            case Fault.Reset reset -> Optional.of(Answer.RESET);
            case Fault.HalfBody half -> Optional.of(planned.delivered(Answer.Delivery.HALF));
            case Fault.ErrorInside200 error ->
                Optional.of(ErrorBody.body(200, 500, "The simulator was told to answer this."));
            case Fault.Html html -> Optional.of(Answer.html(html.status()));
            case Fault.Redirect redirect -> Optional.of(Answer.empty(302).with("Location", redirect.location()));
            case Fault.EmptyBody empty -> Optional.of(Answer.empty(empty.status()));
            case Fault.LargeBody large -> Optional.of(Answer.blank(large.megabytes() << 20));
            case Fault.FewerRecords fewer -> {
                exchange.drop(fewer.missing());
                yield Optional.empty();
            }
            case Fault.Poison poison -> Optional.empty();
        };
    }

    private Answer withRetryAfter(Answer answer, RetryAfter retryAfter) {
        return retryAfter
                .header(clock.instant())
                .map(value -> answer.with("Retry-After", value))
                .orElse(answer);
    }
}
