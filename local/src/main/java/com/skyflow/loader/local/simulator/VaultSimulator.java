package com.skyflow.loader.local.simulator;

import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.local.simulator.api.Conditions;
import com.skyflow.loader.local.simulator.api.Gate;
import com.skyflow.loader.local.simulator.api.VaultApi;
import com.skyflow.loader.local.simulator.api.Vaults;
import com.skyflow.loader.local.simulator.auth.ServiceAccount;
import com.skyflow.loader.local.simulator.control.ControlApi;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.Faults;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.Operation;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.local.simulator.journal.Journal;
import com.skyflow.loader.local.simulator.settings.Latency;
import com.skyflow.loader.local.simulator.settings.Limits;
import com.skyflow.loader.local.simulator.settings.RateLimit;
import com.skyflow.loader.local.simulator.settings.Rules;
import com.skyflow.loader.local.simulator.settings.TableSettings;
import com.skyflow.loader.local.simulator.store.CheckResult;
import com.skyflow.loader.local.simulator.store.LoadCheck;
import com.skyflow.loader.local.simulator.store.PairTable;
import com.skyflow.loader.local.simulator.store.TableCounts;
import com.skyflow.loader.local.simulator.tls.Authority;
import com.skyflow.loader.local.simulator.tls.ServerTls;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A running simulator. Everything that it does can be changed while it runs, by its methods or over HTTP under {@code
 * /_simulator}. Thread-safe.
 */
public final class VaultSimulator implements AutoCloseable {
    private final SimulatorSettings settings;
    private final Vaults vaults;
    private final Conditions conditions;
    private final Faults faults;
    private final Journal journal;
    private final Gate gate = new Gate();
    private final Optional<ServerTls> tls;
    private final Listener listener;
    private volatile @Nullable ServiceAccount account;

    private VaultSimulator(SimulatorSettings settings) {
        this.settings = settings;
        vaults = new Vaults(settings.catalog(), settings.tables());
        conditions = new Conditions(
                settings.limits(),
                settings.rules(),
                settings.latency(),
                settings.acceptedTokens(),
                () -> Optional.ofNullable(account));
        settings.rateLimit().ifPresent(conditions::rateLimit);
        faults = new Faults(InstantSource.system(), settings.seed());
        journal = new Journal(settings.keptCalls());
        tls = settings.tls().map(how -> new ServerTls(how, settings.host()));
        listener = new Listener(settings.host(), settings.port(), tls, journal);
    }

    /** Starts a simulator; it answers when this returns. */
    public static VaultSimulator start(SimulatorSettings settings) {
        VaultSimulator simulator = new VaultSimulator(settings);
        simulator.listen();
        return simulator;
    }

    private void listen() {
        InstantSource clock = InstantSource.system();
        VaultApi api = new VaultApi(vaults, conditions, faults, gate, clock, () -> Optional.ofNullable(account));
        ControlApi control =
                new ControlApi(vaults, conditions, faults, journal, gate, () -> Optional.ofNullable(account));
        listener.start(new Frontend(api, control, this::refuseConnections, conditions, journal, clock));
    }

    /** The base URL of the vault API, without a trailing slash. */
    public String url() {
        return (tls.isPresent() ? "https://" : "http://") + settings.host() + ':' + port();
    }

    public int port() {
        return listener.port();
    }

    /**
     * Who vouches for it where it speaks TLS, and for the callers that it lets in.
     *
     * @throws java.util.NoSuchElementException if it does not speak TLS
     */
    public Authority authority() {
        return tls.orElseThrow().authority();
    }

    /** Adds a table, if it is not there. */
    public void add(TableSettings table) {
        vaults.add(table);
    }

    /** Puts a fault after those that are in place. */
    public InjectedFault inject(Fault fault, Trigger trigger) {
        return faults.inject(fault, trigger);
    }

    /** The faults in place, in their order. */
    public List<InjectedFault> faults() {
        return faults.injected();
    }

    /** Ends a fault. How often it happened can still be asked. */
    public void remove(InjectedFault fault) {
        faults.remove(fault.id());
    }

    /** Ends every fault. Calls that hang go on hanging. */
    public void clearFaults() {
        faults.clear();
    }

    /** Lets every hanging call go on: what hung before storing is stored now. */
    public void releaseHanging() {
        gate.release();
    }

    /** How many calls hang. */
    public int hanging() {
        return gate.hanging();
    }

    /** Closes the port and every connection, until {@link #acceptConnections()}. */
    public void refuseConnections() {
        listener.refuse();
    }

    /** Opens the port again. */
    public void acceptConnections() {
        listener.accept();
    }

    /** How often {@link #refuseConnections()} closed the port. */
    public long refusals() {
        return listener.refusals();
    }

    /** Accepts these bearer tokens from now on, and no other: those before have expired. */
    public void acceptTokens(Secret... tokens) {
        conditions.acceptedTokens(Optional.of(Set.of(tokens)));
    }

    /** Accepts every bearer token from now on. */
    public void acceptAnyToken() {
        conditions.acceptedTokens(Optional.empty());
    }

    /** The service account, which comes into being when it is first asked for. Without it nobody can get a token. */
    public synchronized ServiceAccount serviceAccount() {
        ServiceAccount there = account;
        if (there == null) {
            there = new ServiceAccount(
                    url() + Operation.TOKEN.template(), settings.tokenLife(), InstantSource.system());
            account = there;
        }
        return there;
    }

    public void latency(Latency latency) {
        conditions.latency(latency);
    }

    public void rateLimit(RateLimit limit) {
        conditions.rateLimit(limit);
    }

    public void noRateLimit() {
        conditions.noRateLimit();
    }

    public void rules(Rules rules) {
        conditions.rules(rules);
    }

    public void limits(Limits limits) {
        conditions.limits(limits);
    }

    /** What a table holds and what was done to it. */
    public TableCounts counts(String vaultId, String table) {
        return table(vaultId, table).counts();
    }

    /** Begins an exact comparison of a table with the pairs that it should hold. */
    public LoadCheck check(String vaultId, String table) {
        return table(vaultId, table).check();
    }

    /** Compares a table exactly with the pairs that it should hold. */
    public CheckResult check(String vaultId, String table, Stream<Pair> expected) {
        LoadCheck check = check(vaultId, table);
        expected.sequential().forEach(pair -> check.expect(pair.value(), pair.token()));
        return check.result();
    }

    /** Whether a table holds a pair: its value with its token. */
    public boolean holds(String vaultId, String table, Pair pair) {
        return table(vaultId, table)
                .byToken(pair.token())
                .filter(record -> record.value().equals(pair.value()))
                .isPresent();
    }

    /** Empties a table. */
    public void clear(String vaultId, String table) {
        table(vaultId, table).deleteAll();
    }

    /** What was called, and when. */
    public Journal journal() {
        return journal;
    }

    @Override
    public void close() {
        faults.clear();
        gate.release();
        listener.stop();
        vaults.close();
    }

    private PairTable table(String vaultId, String table) {
        return vaults.table(vaultId, table)
                .orElseThrow(() -> new IllegalArgumentException("no table " + table + " in vault " + vaultId));
    }

    private void refuseConnections(Duration span) {
        Thread.ofVirtual().name("simulator-refusal").start(() -> {
            listener.refuse();
            try {
                Thread.sleep(span);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            listener.accept();
        });
    }
}
