package com.skyflow.loader.local.simulator.api;

import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.local.simulator.settings.Latency;
import com.skyflow.loader.local.simulator.settings.Limits;
import com.skyflow.loader.local.simulator.settings.RateLimit;
import com.skyflow.loader.local.simulator.settings.RetryAfter;
import com.skyflow.loader.local.simulator.settings.Rules;
import java.util.Optional;
import java.util.Set;
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

    public Conditions(Limits limits, Rules rules, Latency latency, Optional<Set<Secret>> acceptedTokens) {
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
        boolean accepted = !text.isBlank()
                && acceptedTokens
                        .map(tokens -> tokens.contains(new Secret(text)))
                        .orElse(true);
        if (!accepted) {
            throw new Refusal(401, EXPIRED);
        }
    }

    Optional<RetryAfter> throttle(String vaultId) {
        RateLimiter limiter = rateLimiter;
        return limiter == null ? Optional.empty() : limiter.refuse(vaultId);
    }
}
