package com.skyflow.loader.extractor.snowflake;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows of a pinned result, in a session of their own. Owned by one thread. */
record PinnedRows(Session session, ResultSet rows) implements AutoCloseable {
    /** Asks for those behind a position. */
    static PinnedRows open(Session session, Pinned pinned, long position) throws SQLException {
        try {
            return new PinnedRows(session, session.rows(pinned.rows(position)));
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public void close() {
        session.close();
    }

    /** How they are asked for again. */
    @FunctionalInterface
    interface Opener {
        PinnedRows open(long position) throws SQLException;
    }
}
