package com.skyflow.loader.common.kafka;

import java.util.Locale;

/** How a consumer group agrees on who reads which partition. */
public enum GroupProtocol {
    /** The broker assigns (KIP-848). Where a cluster does not offer it, it gives way to the other. */
    CONSUMER,
    /** The members assign; for clusters that do not offer the other. */
    CLASSIC;

    /** The value of {@code group.protocol}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
