package com.skyflow.loader.common.config;

import java.util.Optional;

/**
 * The tables that are read, each with or without database and schema.
 *
 * @param table read in mode {@code simple}
 * @param claims the first of mode {@code union}
 * @param members the second of mode {@code union}
 * @param udfPrefix database and schema of the functions of mode {@code union}
 */
public record SnowflakeTables(String table, String claims, String members, Optional<String> udfPrefix) {}
