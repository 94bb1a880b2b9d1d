package com.skyflow.loader.uploader.send;

/** What a batch spends its time with. */
public enum Phase {
    /** Reading the pairs out of the records. */
    PREPARING,
    /** Waiting because the vault asked for it, or takes nothing. */
    HELD_UP,
    /** Waiting until fewer calls are in flight. */
    QUEUEING,
    /** The pause that is set before each call. */
    DELAYED,
    /** Calls, from the writing of their bodies to the end of their answers. */
    CALLING,
    /** Waiting between two attempts. */
    BACKING_OFF
}
