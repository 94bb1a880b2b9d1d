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
import java.util.function.Consumer;

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
        return with(draft -> draft.host = newHost);
    }

    public SimulatorSettings withPort(int newPort) {
        return with(draft -> draft.port = newPort);
    }

    public SimulatorSettings withCatalog(Catalog newCatalog) {
        return with(draft -> draft.catalog = newCatalog);
    }

    public SimulatorSettings withTables(TableSettings... newTables) {
        return with(draft -> draft.tables = List.of(newTables));
    }

    public SimulatorSettings withAcceptedTokens(Secret... tokens) {
        return with(draft -> draft.acceptedTokens = Optional.of(Set.of(tokens)));
    }

    public SimulatorSettings withLimits(Limits newLimits) {
        return with(draft -> draft.limits = newLimits);
    }

    public SimulatorSettings withRules(Rules newRules) {
        return with(draft -> draft.rules = newRules);
    }

    public SimulatorSettings withLatency(Latency newLatency) {
        return with(draft -> draft.latency = newLatency);
    }

    public SimulatorSettings withRateLimit(RateLimit newRateLimit) {
        return with(draft -> draft.rateLimit = Optional.of(newRateLimit));
    }

    public SimulatorSettings withSeed(long newSeed) {
        return with(draft -> draft.seed = newSeed);
    }

    public SimulatorSettings withKeptCalls(int newKeptCalls) {
        return with(draft -> draft.keptCalls = newKeptCalls);
    }

    public SimulatorSettings withTokenLife(Duration newTokenLife) {
        return with(draft -> draft.tokenLife = newTokenLife);
    }

    public SimulatorSettings withTls(Tls newTls) {
        return with(draft -> draft.tls = Optional.of(newTls));
    }

    private SimulatorSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /** Settings of which one is about to be another. */
    private static final class Draft {
        private String host;
        private int port;
        private Catalog catalog;
        private List<TableSettings> tables;
        private Optional<Set<Secret>> acceptedTokens;
        private Limits limits;
        private Rules rules;
        private Latency latency;
        private Optional<RateLimit> rateLimit;
        private long seed;
        private int keptCalls;
        private Duration tokenLife;
        private Optional<Tls> tls;

        Draft(SimulatorSettings settings) {
            host = settings.host;
            port = settings.port;
            catalog = settings.catalog;
            tables = settings.tables;
            acceptedTokens = settings.acceptedTokens;
            limits = settings.limits;
            rules = settings.rules;
            latency = settings.latency;
            rateLimit = settings.rateLimit;
            seed = settings.seed;
            keptCalls = settings.keptCalls;
            tokenLife = settings.tokenLife;
            tls = settings.tls;
        }

        SimulatorSettings settings() {
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
                    tls);
        }
    }
}
