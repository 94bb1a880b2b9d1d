package com.skyflow.loader.local.simulator.api;

import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.Faults;
import com.skyflow.loader.local.simulator.settings.Catalog;
import com.skyflow.loader.local.simulator.settings.Rules;
import com.skyflow.loader.local.simulator.settings.TableSettings;
import com.skyflow.loader.local.simulator.store.PairTable;
import com.skyflow.loader.local.simulator.store.Rows;
import com.skyflow.loader.local.simulator.store.Stored;
import com.skyflow.loader.local.simulator.store.Uniqueness;
import com.skyflow.loader.local.simulator.store.Writing;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/vaults/{vault}/{table}}: all records of a request, or none. Also the rules that a batch shares. */
final class Inserts {
    private final Vaults vaults;
    private final Conditions conditions;
    private final Faults faults;

    Inserts(Vaults vaults, Conditions conditions, Faults faults) {
        this.vaults = vaults;
        this.conditions = conditions;
        this.faults = faults;
    }

    Answer insert(Exchange exchange) {
        Route route = exchange.route();
        Optional<PairTable> known = find(route.vaultId(), route.table());
        InsertBody body = InsertBody.parse(
                exchange.incoming(), known.map(PairTable::column).orElse(null), conditions.limits());
        Rows rows = body.rows();
        exchange.records(rows.count());
        checkCount(rows.count());
        rows.keep(rows.count() - exchange.dropped());
        PairTable table = known.orElseGet(() -> create(route.vaultId(), route.table(), body.column()));
        int[] numbers = store(route, table, rows, body.byot(), body.upsert());
        return Answer.json(
                200,
                body.returnsTokens()
                        ? RecordsBody.withTokens(table, numbers, rows)
                        : RecordsBody.withoutTokens(table, numbers));
    }

    /** The table; empty if it may be made. */
    Optional<PairTable> find(String vaultId, String name) {
        boolean isVault = !vaults.tables(vaultId).isEmpty() || vaults.catalog() == Catalog.ANY;
        Optional<PairTable> table = vaults.table(vaultId, name);
        if (!isVault || (table.isEmpty() && vaults.catalog() == Catalog.CONFIGURED)) {
            throw new Refusal(
                    conditions.rules().unknownTableStatus(), "Insert failed. Table name " + name + " is invalid.");
        }
        return table;
    }

    PairTable create(String vaultId, String name, @Nullable String column) {
        if (column == null) {
            throw new Refusal(400, "Insert failed. Records have no fields.");
        }
        return vaults.add(TableSettings.unique(vaultId, name, column));
    }

    void checkCount(int records) {
        int most = conditions.limits().maxRecords();
        if (records == 0 || records > most) {
            throw new Refusal(
                    400, "Insert failed. The request has " + records + " records (expected: 1.." + most + ").");
        }
    }

    /** Stores rows by every rule and answers the record of each. */
    int[] store(Route route, PairTable table, Rows rows, Byot byot, @Nullable String upsert) {
        for (int row = 0; row < rows.count(); row++) {
            if (!rows.hasValue(row)) {
                throw new Refusal(400, "Insert failed. Record " + row + " has no fields.");
            }
            byot.check(rows, row);
        }
        Writing writing = writing(table, upsert);
        Optional<Faults.Poisoned> poisoned = faults.poison(route.vaultId(), route.operation(), rows);
        if (poisoned.isPresent()) {
            throw refusal(poisoned.get().poison(), rows, poisoned.get().row());
        }
        return switch (table.store(rows, writing)) {
            case Stored.All all -> all.numbers();
            case Stored.Refused refused -> throw refusal(refused.reason(), table.column());
        };
    }

    private Writing writing(PairTable table, @Nullable String upsert) {
        if (upsert == null || upsert.isEmpty()) {
            return Writing.INSERT;
        }
        if (!upsert.equals(table.column()) || table.uniqueness() != Uniqueness.UNIQUE) {
            throw new Refusal(400, "Insert failed. Upsert column " + upsert + " is not a unique column.");
        }
        return conditions.rules().secondToken() == Rules.SecondToken.UPDATES
                ? Writing.UPSERT
                : Writing.UPSERT_SAME_TOKEN;
    }

    private static Refusal refusal(Fault.Poison poison, Rows rows, int row) {
        return switch (poison.message()) {
            case PLAIN -> new Refusal(poison.status(), "Insert failed. Value is invalid.");
            case QUOTES_VALUE ->
                new Refusal(poison.status(), "Insert failed. Value '" + rows.value(row) + "' is invalid.");
        };
    }

    private static Refusal refusal(Stored.Reason reason, String column) {
        return switch (reason) {
            case VALUE_NOT_UNIQUE -> new Refusal(400, "Insert failed. A value of unique column " + column + " exists.");
            case VALUE_HAS_ANOTHER_TOKEN ->
                new Refusal(400, "Insert failed. A value of column " + column + " has another token.");
            case TOKEN_TAKEN ->
                new Refusal(400, "Insert failed. A token of column " + column + " stands for another value.");
        };
    }
}
