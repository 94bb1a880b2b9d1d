package com.skyflow.loader.common.instance;

/** What the oldest unfinished row of a partition waits for. */
public enum WaitsFor {
    /** For more rows of its batch. */
    LINGER,
    /** Until fewer calls are in flight, or the pace lets the next one begin. */
    SLOT,
    /** For the vault's answer. */
    CALL,
    /** Between two attempts. */
    RETRY,
    /** The vault has asked to wait. */
    THROTTLED,
    /** The vault takes nothing; it is probed. */
    OUTAGE,
    /** For a bearer token. */
    TOKEN,
    /** It is finished, and rejected rows are held back until it is clear that they are wrong and not the settings. */
    HELD_BACK,
    /** It is finished, and is committed next. */
    COMMIT,
    /** The vault was stopped and needs a person, because the settings are wrong. */
    MISCONFIGURED,
    /** The vault was stopped for another reason. */
    STOPPED
}
