package com.skyflow.loader.local.simulator;

import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.local.simulator.settings.Catalog;
import com.skyflow.loader.local.simulator.settings.Latency;
import com.skyflow.loader.local.simulator.settings.Limits;
import com.skyflow.loader.local.simulator.settings.RateLimit;
import com.skyflow.loader.local.simulator.settings.Rules;
import com.skyflow.loader.local.simulator.settings.TableSettings;
import com.skyflow.loader.local.simulator.settings.Tls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a simulator starts.
 *
 * @param host address that it binds to
 * @param port port that it binds to; 0 lets the system pick one
 * @param catalog which vaults and tables there are
 * @param tables the tables that it has from the start
 * @param acceptedTokens bearer tokens that it accepts; every one if empty
 * @param limits how much a request may hold
 * @param rules what it answers where the documentation is silent
 * @param latency how long a call takes
 * @param rateLimit how many calls each vault takes; any number if empty
 * @param seed what the faults by chance depend on
 * @param keptCalls how many calls its journal keeps
 * @param tokenLife how long the tokens of its service account are valid
 * @param tls how it speaks TLS; empty for plain HTTP/1.1
 */
public record SimulatorSettings(
        String host,
        int port,
        Catalog catalog,
        List<TableSettings> tables,
        Optional<Set<Secret>> acceptedTokens,
        Limits limits,
        Rules rules,
        Latency latency,
        Optional<RateLimit> rateLimit,
        long seed,
        int keptCalls,
        Duration tokenLife,
        Optional<Tls> tls) {
    public SimulatorSettings {
        tables = List.copyOf(tables);
        acceptedTokens = acceptedTokens.map(Set::copyOf);
    }

    /** Loopback without TLS, a port that the system picks, no tables, any bearer token, no latency, no limit of calls. */
    public static SimulatorSettings defaults() {
        return new SimulatorSettings(
                "127.0.0.1",
                0,
                Catalog.CONFIGURED,
                List.of(),
                Optional.empty(),
                Limits.DEFAULT,
                Rules.DEFAULT,
                Latency.NONE,
                Optional.empty(),
                1,
                20_000,
                Duration.ofHours(1),
                Optional.empty());
    }

    public SimulatorSettings withHost(String newHost) {
        return new SimulatorSettings(
                newHost,
                port,
                catalog,
                tables,
                acceptedTokens,
                limits,
                rules,
                latency,
                rateLimit,
                seed,
                keptCalls,
                tokenLife,
                tls);
    }

    public SimulatorSettings withPort(int newPort) {
        return new SimulatorSettings(
                host,
                newPort,
                catalog,
                tables,
                acceptedTokens,
                limits,
                rules,
                latency,
                rateLimit,
                seed,
                keptCalls,
                tokenLife,
                tls);
    }

    public SimulatorSettings withCatalog(Catalog newCatalog) {
        return new SimulatorSettings(
                host,
                port,
                newCatalog,
                tables,
                acceptedTokens,
                limits,
                rules,
                latency,
                rateLimit,
                seed,
                keptCalls,
                tokenLife,
                tls);
    }

    public SimulatorSettings withTables(TableSettings... newTables) {
        return new SimulatorSettings(
                host,
                port,
                catalog,
                List.of(newTables),
                acceptedTokens,
                limits,
                rules,
                latency,
                rateLimit,
                seed,
                keptCalls,
                tokenLife,
                tls);
    }

    public SimulatorSettings withAcceptedTokens(Secret... tokens) {
        return new SimulatorSettings(
                host,
                port,
                catalog,
                tables,
                Optional.of(Set.of(tokens)),
                limits,
                rules,
                latency,
                rateLimit,
                seed,
                keptCalls,
                tokenLife,
                tls);
    }

    public SimulatorSettings withLimits(Limits newLimits) {
        return new SimulatorSettings(
                host,
                port,
                catalog,
                tables,
                acceptedTokens,
                newLimits,
                rules,
                latency,
                rateLimit,
                seed,
                keptCalls,
                tokenLife,
                tls);
    }

    public SimulatorSettings withRules(Rules newRules) {
        return new SimulatorSettings(
                host,
                port,
                catalog,
                tables,
                acceptedTokens,
                limits,
                newRules,
                latency,
                rateLimit,
                seed,
                keptCalls,
                tokenLife,
                tls);
    }

    public SimulatorSettings withLatency(Latency newLatency) {
        return new SimulatorSettings(
                host,
                port,
                catalog,
                tables,
                acceptedTokens,
                limits,
                rules,
                newLatency,
                rateLimit,
                seed,
                keptCalls,
                tokenLife,
                tls);
    }

    public SimulatorSettings withRateLimit(RateLimit newRateLimit) {
        return new SimulatorSettings(
                host,
                port,
                catalog,
                tables,
                acceptedTokens,
                limits,
                rules,
                latency,
                Optional.of(newRateLimit),
                seed,
                keptCalls,
                tokenLife,
                tls);
    }

    public SimulatorSettings withSeed(long newSeed) {
        return new SimulatorSettings(
                host,
                port,
                catalog,
                tables,
                acceptedTokens,
                limits,
                rules,
                latency,
                rateLimit,
                newSeed,
                keptCalls,
                tokenLife,
                tls);
    }

    public SimulatorSettings withKeptCalls(int newKeptCalls) {
        return new SimulatorSettings(
                host,
                port,
                catalog,
                tables,
                acceptedTokens,
                limits,
                rules,
                latency,
                rateLimit,
                seed,
                newKeptCalls,
                tokenLife,
                tls);
    }

    public SimulatorSettings withTokenLife(Duration life) {
        return new SimulatorSettings(
                host,
                port,
                catalog,
                tables,
                acceptedTokens,
                limits,
                rules,
                latency,
                rateLimit,
                seed,
                keptCalls,
                life,
                tls);
    }

    public SimulatorSettings withTls(Tls newTls) {
        return new SimulatorSettings(
                host,
                port,
                catalog,
                tables,
                acceptedTokens,
                limits,
                rules,
                latency,
                rateLimit,
                seed,
                keptCalls,
                tokenLife,
                Optional.of(newTls));
    }
}
