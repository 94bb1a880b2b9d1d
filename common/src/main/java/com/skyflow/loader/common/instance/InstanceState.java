package com.skyflow.loader.common.instance;

/** What an instance is doing, in one word. */
public enum InstanceState {
    /** An extractor reads and publishes. */
    EXTRACTING,
    /** An extractor has read its whole source. */
    EXTRACTED,
    /** An uploader has not been given partitions yet. */
    JOINING,
    /** All partitions belong to other uploaders. */
    IDLE,
    UPLOADING,
    /** The vault has asked to wait. */
    THROTTLED,
    /** The vault takes nothing, or cannot be called. */
    OUTAGE,
    /** It was told to end. */
    DRAINING,
    /** It has ended before its rows were finished; the problem says why. */
    STOPPED
}
