package com.skyflow.loader.common.config;

import java.nio.file.Path;

/** The CSV input of one vault. Paths are absolute. */
public sealed interface CsvFiles {
    /** Values in one file and tokens in another, paired row by row. */
    record Two(Path data, Path tokens) implements CsvFiles {}

    /** Values and tokens in two columns of one file. */
    record One(Path file) implements CsvFiles {}

    /** Values and tokens in two columns of what is piped in. */
    record StandardInput() implements CsvFiles {}
}
