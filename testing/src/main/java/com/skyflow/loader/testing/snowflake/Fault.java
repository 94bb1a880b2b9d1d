package com.skyflow.loader.testing.snowflake;

/** What goes wrong with one call or one result. */
public enum Fault {
    /** A query is answered with 503, before it is run. */
    QUERY_UNAVAILABLE,
    /** A query is run, and the connection closed instead of an answer. */
    LOST_ANSWER,
    /** The session token is said to have expired. */
    SESSION_EXPIRED,
    /** A chunk is answered with 503. */
    CHUNK_UNAVAILABLE,
    /** The addresses of a result have expired: from then on 403. */
    CHUNK_EXPIRED,
    /** Half a chunk arrives. */
    CHUNK_TRUNCATED,
    /** A result lacks its last row, and no count in the answer tells. */
    SHORT_RESULT
}
