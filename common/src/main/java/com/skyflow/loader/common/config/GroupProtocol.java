package com.skyflow.loader.common.config;

/** The protocol by which uploaders share the partitions of a vault. */
public enum GroupProtocol {
    /** The broker assigns partitions (KIP-848). */
    CONSUMER,
    /** A member of the group assigns them. */
    CLASSIC
}
