package com.skyflow.loader.generator;

/** What becomes of files that a generation would replace. */
public enum Existing {
    /** They stay, and nothing is generated. */
    KEEP,
    /** They are replaced, once the new ones are whole. */
    REPLACE
}
