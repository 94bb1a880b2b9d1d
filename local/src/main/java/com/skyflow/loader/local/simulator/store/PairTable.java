package com.skyflow.loader.local.simulator.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One table of a simulated vault: its records, each a value and a token. A request's rows are stored all or not at all. A
 * token stands for one value only; a value may have several records where the column is repeatable.
 *
 * <p>Thread-safe by one lock a table. Rows are parsed and hashed before it is taken.
 */
public final class PairTable implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final String column;
    private final Uniqueness uniqueness;
    private final RecordIds ids;
    private final RecordIds generatedTokens;
    private final PairRecords records = new PairRecords();

    private long inserts;
    private long repeated;
    private long tokenChanges;
    private long deletes;

    /**
     * An empty table.
     *
     * @param column the table's column
     * @param seed what the ids of records depend on, different for each table
     */
    public PairTable(String column, Uniqueness uniqueness, long seed) {
        this.column = column;
        this.uniqueness = uniqueness;
        this.ids = new RecordIds(Hash.mix(seed));
        this.generatedTokens = new RecordIds(Hash.mix(~seed));
    }

    public String column() {
        return column;
    }

    public Uniqueness uniqueness() {
        return uniqueness;
    }

    /** Stores rows that each have a value; a row without a token keeps or gets one. */
    public Stored store(Rows rows, Writing writing) {
        return locked(() -> new Transaction(rows, writing).run());
    }

    /** The id of a record, 36 characters of ASCII. */
    public byte[] id(int number) {
        return ids.id(number);
    }

    /** The number of the record with an id; empty if there is none. */
    public Optional<HeldRecord> byId(String id) {
        int number = ids.number(id);
        return locked(() -> records.isLive(number) ? Optional.of(held(number)) : Optional.empty());
    }

    /** A record with a value; empty if there is none. */
    public Optional<HeldRecord> byValue(String value) {
        byte[] key = value.getBytes(StandardCharsets.UTF_8);
        return locked(() -> found(records.byValue(key)));
    }

    /** A record with a token; empty if there is none. */
    public Optional<HeldRecord> byToken(String token) {
        byte[] key = token.getBytes(StandardCharsets.UTF_8);
        return locked(() -> found(records.byToken(key)));
    }

    /** Records in the order in which they were added, or the reverse. */
    public List<HeldRecord> list(Order order, long skip, int limit) {
        return locked(() -> {
            List<HeldRecord> listed = new ArrayList<>();
            long skipped = 0;
            for (int i = 0; i < records.numbered() && listed.size() < limit; i++) {
                int number = order == Order.ASCENDING ? i : records.numbered() - 1 - i;
                if (records.isLive(number) && skipped++ >= skip) {
                    listed.add(held(number));
                }
            }
            return listed;
        });
    }

    /** Which record comes first. */
    public enum Order {
        ASCENDING,
        DESCENDING
    }

    /** Deletes the record with an id; false if there is none. */
    public boolean delete(String id) {
        int number = ids.number(id);
        return locked(() -> {
            if (!records.isLive(number)) {
                return false;
            }
            records.delete(number);
            deletes++;
            return true;
        });
    }

    public void deleteAll() {
        locked(() -> {
            deletes += records.live();
            records.clear();
            return true;
        });
    }

    public TableCounts counts() {
        return locked(() ->
                new TableCounts(records.live(), records.distinctValues(), inserts, repeated, tokenChanges, deletes));
    }

    /** Begins an exact comparison of what the table holds with what it should hold. */
    public LoadCheck check() {
        return new LoadCheck(records, lock);
    }

    @Override
    public void close() {
        locked(() -> {
            records.close();
            return true;
        });
    }

    private Optional<HeldRecord> found(int number) {
        return number == HashIndex.NONE ? Optional.empty() : Optional.of(held(number));
    }

    private HeldRecord held(int number) {
        return new HeldRecord(
                new String(id(number), StandardCharsets.US_ASCII),
                new String(records.value(number), StandardCharsets.UTF_8),
                new String(records.token(number), StandardCharsets.UTF_8));
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** The storing of one request's rows, taken back if one of them is refused. Used under the lock. */
    private final class Transaction {
        private final Rows rows;
        private final Writing writing;
        private final int[] numbers;
        private final List<Retoken> retokens = new ArrayList<>();
        private final int before = records.numbered();
        private int repeats;

        Transaction(Rows rows, Writing writing) {
            this.rows = rows;
            this.writing = writing;
            this.numbers = new int[rows.count()];
        }

        Stored run() {
            for (int row = 0; row < numbers.length; row++) {
                Stored.Reason refusal = store(row);
                if (refusal != null) {
                    takeBack();
                    return new Stored.Refused(row, refusal);
                }
            }
            inserts += records.numbered() - before;
            repeated += repeats;
            tokenChanges += retokens.size();
            return new Stored.All(numbers);
        }

        private Stored.@Nullable Reason store(int row) {
            int holder = records.byValue(rows, row);
            int tokenHolder = rows.hasToken(row) ? records.byToken(rows, row) : HashIndex.NONE;
            if (tokenHolder != HashIndex.NONE && !records.hasValue(tokenHolder, rows, row)) {
                return Stored.Reason.TOKEN_TAKEN;
            }
            if (holder != HashIndex.NONE && writing != Writing.INSERT) {
                return update(row, holder, tokenHolder);
            }
            if (holder != HashIndex.NONE && uniqueness == Uniqueness.UNIQUE) {
                return Stored.Reason.VALUE_NOT_UNIQUE;
            }
            byte[] generated = rows.hasToken(row) ? null : generatedTokens.id(records.numbered());
            numbers[row] = records.add(rows, row, generated, holder, tokenHolder);
            repeats += tokenHolder == HashIndex.NONE ? 0 : 1;
            return null;
        }

        private Stored.@Nullable Reason update(int row, int holder, int tokenHolder) {
            numbers[row] = holder;
            if (!rows.hasToken(row) || tokenHolder == holder) {
                repeats++;
            } else if (writing == Writing.UPSERT_SAME_TOKEN) {
                return Stored.Reason.VALUE_HAS_ANOTHER_TOKEN;
            } else {
                retokens.add(new Retoken(holder, records.numbered(), records.place(holder)));
                records.retoken(holder, rows, row);
            }
            return null;
        }

        /** Undoes the changes, the last one first: those of tokens made since each insert, then the insert. */
        private void takeBack() {
            while (records.numbered() > before || !retokens.isEmpty()) {
                if (!retokens.isEmpty() && retokens.getLast().numbered() == records.numbered()) {
                    Retoken last = retokens.removeLast();
                    records.move(last.number(), last.place());
                } else {
                    records.removeLast();
                }
            }
        }
    }

    /**
     * A changed token.
     *
     * @param number the record
     * @param numbered how many records were numbered when it was changed
     * @param place where the record was before
     */
    private record Retoken(int number, int numbered, int place) {}
}
