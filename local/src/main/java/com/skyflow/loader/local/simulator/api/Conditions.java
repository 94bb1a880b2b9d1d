package com.skyflow.loader.local.simulator.api;

import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.local.simulator.auth.ServiceAccount;
import com.skyflow.loader.local.simulator.settings.Latency;
import com.skyflow.loader.local.simulator.settings.Limits;
import com.skyflow.loader.local.simulator.settings.RateLimit;
import com.skyflow.loader.local.simulator.settings.RetryAfter;
import com.skyflow.loader.local.simulator.settings.Rules;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What holds at the moment for every call; all of it can be changed while the simulator runs. Thread-safe. */
public final class Conditions {
    private static final String EXPIRED = "Authentication failed. Bearer token is expired. Use a valid bearer token."
            + " See https://docs.skyflow.com/api-authentication/";
    private static final String SCHEME = "Bearer ";

    private volatile Limits limits;
    private volatile Rules rules;
    private volatile Latency latency;
    private volatile Optional<Set<Secret>> acceptedTokens;
    private volatile @Nullable RateLimiter rateLimiter;
    private final Supplier<Optional<ServiceAccount>> account;

    /** @param account whose tokens are accepted besides, while they are valid */
    public Conditions(
            Limits limits,
            Rules rules,
            Latency latency,
            Optional<Set<Secret>> acceptedTokens,
            Supplier<Optional<ServiceAccount>> account) {
        this.account = account;
        this.limits = limits;
        this.rules = rules;
        this.latency = latency;
        this.acceptedTokens = acceptedTokens;
    }

    public Limits limits() {
        return limits;
    }

    public void limits(Limits newLimits) {
        limits = newLimits;
    }

    public Rules rules() {
        return rules;
    }

    public void rules(Rules newRules) {
        rules = newRules;
    }

    public Latency latency() {
        return latency;
    }

    public void latency(Latency newLatency) {
        latency = newLatency;
    }

    /** The bearer tokens that are accepted from now on; every one if empty. */
    public void acceptedTokens(Optional<Set<Secret>> tokens) {
        acceptedTokens = tokens.map(Set::copyOf);
    }

    /** The limit that holds from now on, with full buckets. */
    public void rateLimit(RateLimit limit) {
        rateLimiter = new RateLimiter(limit, System::nanoTime);
    }

    public void noRateLimit() {
        rateLimiter = null;
    }

    void authenticate(@Nullable String authorization) {
        boolean isBearer = authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        String text = isBearer && authorization != null ? authorization.substring(SCHEME.length()) : "";
        if (text.isBlank() || !isAccepted(new Secret(text))) {
            throw new Refusal(401, EXPIRED);
        }
    }

    private boolean isAccepted(Secret token) {
        return account.get()
                .filter(issuer -> issuer.issued(token))
                .map(issuer -> issuer.accepts(token))
                .orElseGet(() ->
                        acceptedTokens.map(tokens -> tokens.contains(token)).orElse(true));
    }

    Optional<RetryAfter> throttle(String vaultId) {
        RateLimiter limiter = rateLimiter;
        return limiter == null ? Optional.empty() : limiter.refuse(vaultId);
    }
}
