package com.skyflow.loader.common.config;

/** How often an operator needs a setting. */
enum Tier {
    ESSENTIAL("Essential"),
    FREQUENT("Frequently used"),
    RARE("Rarely used");

    private final String title;

    Tier(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
