package com.skyflow.loader.local.simulator.api;

import com.skyflow.loader.local.simulator.settings.Catalog;
import com.skyflow.loader.local.simulator.settings.TableSettings;
import com.skyflow.loader.local.simulator.store.PairTable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The vaults that there are, and their tables. Thread-safe. */
public final class Vaults implements AutoCloseable {
    private final Map<String, Map<String, PairTable>> vaults = new ConcurrentSkipListMap<>();
    private final Map<String, Long> seeds = new ConcurrentHashMap<>();
    private final Catalog catalog;

    public Vaults(Catalog catalog, List<TableSettings> tables) {
        this.catalog = catalog;
        tables.forEach(this::add);
    }

    /** The table; made if it is not there. */
    public PairTable add(TableSettings table) {
        return vaults.computeIfAbsent(table.vaultId(), id -> new ConcurrentSkipListMap<>())
                .computeIfAbsent(
                        table.table(),
                        name -> new PairTable(table.column(), table.uniqueness(), seed(table.vaultId() + '/' + name)));
    }

    public Optional<PairTable> table(String vaultId, String table) {
        return Optional.ofNullable(vaults.getOrDefault(vaultId, Map.of()).get(table));
    }

    /** The tables of each vault by name. */
    public Map<String, Map<String, PairTable>> all() {
        return vaults;
    }

    Catalog catalog() {
        return catalog;
    }

    /** The tables of a vault. */
    Collection<PairTable> tables(String vaultId) {
        Map<String, PairTable> tables = vaults.get(vaultId);
        if (tables == null && catalog == Catalog.CONFIGURED) {
            throw new Refusal(404, "Vault not found. Specify a valid vault ID.");
        }
        return tables == null ? List.of() : tables.values();
    }

    @Override
    public void close() {
        vaults.values().forEach(tables -> tables.values().forEach(PairTable::close));
    }

    private long seed(String name) {
        return seeds.computeIfAbsent(name, key -> key.chars().asLongStream().reduce(1, (sum, c) -> sum * 31 + c));
    }
}
