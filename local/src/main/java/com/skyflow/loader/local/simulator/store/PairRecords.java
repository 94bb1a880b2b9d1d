package com.skyflow.loader.local.simulator.store;

import org.jspecify.annotations.Nullable;

/**
 * The records of a table with their two indexes. Records with the same value form a chain from the newest to the oldest;
 * the value's index knows the newest of them, the token's index the newest with that token. Not thread-safe.
 */
final class PairRecords implements AutoCloseable {
    private static final int NONE = HashIndex.NONE;

    private final RecordFile file = new RecordFile();
    private final Places places = new Places();
    private final HashIndex values =
            new HashIndex((number, key, from, length) -> file.hasValue(places.of(number), key, from, length));
    private final HashIndex tokens =
            new HashIndex((number, key, from, length) -> file.hasToken(places.of(number), key, from, length));
    private int live;

    /** How many records were ever numbered: the number of the next. */
    int numbered() {
        return places.count();
    }

    int live() {
        return live;
    }

    long distinctValues() {
        return values.size();
    }

    boolean isLive(int number) {
        return places.isLive(number);
    }

    byte[] value(int number) {
        return file.value(places.of(number));
    }

    byte[] token(int number) {
        return file.token(places.of(number));
    }

    int byValue(byte[] value) {
        return values.find(Hash.of(value, 0, value.length), value, 0, value.length);
    }

    int byValue(Rows rows, int row) {
        return values.find(rows.valueHash(row), rows.bytes(), rows.valueFrom(row), rows.valueLength(row));
    }

    int byToken(byte[] token) {
        return tokens.find(Hash.of(token, 0, token.length), token, 0, token.length);
    }

    int byToken(Rows rows, int row) {
        return tokens.find(rows.tokenHash(row), rows.bytes(), rows.tokenFrom(row), rows.tokenLength(row));
    }

    boolean hasValue(int number, Rows rows, int row) {
        return file.hasValue(places.of(number), rows.bytes(), rows.valueFrom(row), rows.valueLength(row));
    }

    /**
     * Adds a row as a record and answers its number.
     *
     * @param generated the token, if the row has none
     * @param holder the newest record with the row's value, or {@link HashIndex#NONE}
     * @param tokenHolder the newest record with the row's token, or {@link HashIndex#NONE}
     */
    int add(Rows rows, int row, byte @Nullable [] generated, int holder, int tokenHolder) {
        byte[] token = generated == null ? rows.bytes() : generated;
        int from = generated == null ? rows.tokenFrom(row) : 0;
        int length = generated == null ? rows.tokenLength(row) : generated.length;
        long tokenHash = generated == null ? rows.tokenHash(row) : Hash.of(generated, 0, length);
        int number = places.count();
        places.add(file.append(holder, rows.bytes(), rows.valueFrom(row), rows.valueLength(row), token, from, length));
        point(values, rows.valueHash(row), holder, number);
        point(tokens, tokenHash, tokenHolder, number);
        live++;
        return number;
    }

    int place(int number) {
        return places.of(number);
    }

    /** Gives a record, the only one with its value, the token of a row. Where it lay before is kept. */
    void retoken(int number, Rows rows, int row) {
        byte[] value = value(number);
        int earlier = file.earlier(places.of(number));
        move(
                number,
                file.append(earlier, value, 0, value.length, rows.bytes(), rows.tokenFrom(row), rows.tokenLength(row)));
    }

    /** Makes a record be the one that lies at a place: the same value with another token. */
    void move(int number, int place) {
        byte[] old = token(number);
        tokens.remove(Hash.of(old, 0, old.length), number);
        places.set(number, place);
        byte[] token = token(number);
        tokens.add(Hash.of(token, 0, token.length), number);
    }

    void delete(int number) {
        byte[] value = value(number);
        byte[] token = token(number);
        int earlier = file.earlier(places.of(number));
        int newest = byValue(value);
        int tokenHolder = byToken(token);
        if (newest == number) {
            point(values, Hash.of(value, 0, value.length), number, earlier);
        } else {
            unchain(newest, number, earlier);
        }
        if (tokenHolder == number) {
            int from = newest == number ? earlier : newest;
            point(tokens, Hash.of(token, 0, token.length), number, withToken(from, token));
        }
        places.set(number, Places.DELETED);
        live--;
    }

    /** Takes back the record that was added last. */
    void removeLast() {
        int last = places.count() - 1;
        int place = places.of(last);
        delete(last);
        places.removeLast();
        file.truncate(place);
    }

    void clear() {
        values.clear();
        tokens.clear();
        places.clear();
        file.truncate(0);
        live = 0;
    }

    @Override
    public void close() {
        clear();
        file.close();
    }

    private void unchain(int newest, int number, int earlier) {
        int later = newest;
        while (file.earlier(places.of(later)) != number) {
            later = file.earlier(places.of(later));
        }
        file.earlier(places.of(later), earlier);
    }

    private int withToken(int newest, byte[] token) {
        int number = newest;
        while (number != NONE && !file.hasToken(places.of(number), token, 0, token.length)) {
            number = file.earlier(places.of(number));
        }
        return number;
    }

    private static void point(HashIndex index, long hash, int from, int to) {
        if (from == NONE) {
            index.add(hash, to);
        } else if (to == NONE) {
            index.remove(hash, from);
        } else {
            index.replace(hash, from, to);
        }
    }
}
