package com.skyflow.loader.generator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** One of the four vaults that there is mock data for, and how its two files are called and headed. */
public enum MockVault {
    NAME("full_name"),
    ID("id"),
    DOB("dob"),
    SSN("ssn");

    private final String header;

    MockVault(String header) {
        this.header = header;
    }

    static Optional<MockVault> named(String text) {
        return Arrays.stream(values())
                .filter(vault -> vault.text().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** The names of all, for a message. */
    static String names() {
        return Arrays.stream(values()).map(MockVault::text).collect(Collectors.joining(", "));
    }

    /** The name of the vault, as on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of the file with the values. */
    public String dataFile() {
        return text() + "_data.csv";
    }

    /** The name of the file with the tokens; its row n belongs to row n of the data file. */
    public String tokenFile() {
        return text() + "_tokens.csv";
    }

    String dataHeader() {
        return header;
    }

    String tokenHeader() {
        return header + "_token";
    }
}
