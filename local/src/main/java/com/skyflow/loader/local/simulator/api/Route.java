package com.skyflow.loader.local.simulator.api;

import com.skyflow.loader.local.simulator.fault.Operation;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a call goes.
 *
 * @param vaultId the vault, or empty
 * @param table the table, or empty
 * @param recordId the {@code skyflow_id}, or empty
 */
record Route(Operation operation, String vaultId, String table, String recordId) {
    private static final Route UNKNOWN = new Route(Operation.UNKNOWN, "", "", "");
    private static final Route TOKEN = new Route(Operation.TOKEN, "", "", "");

    static Route of(String method, String path) {
        if (method.equals(Operation.TOKEN.method()) && path.equals(Operation.TOKEN.template())) {
            return TOKEN;
        }
        String[] parts = path.split("/", -1);
        boolean isVaultPath =
                parts.length >= 4 && parts.length <= 6 && parts[1].equals("v1") && parts[2].equals("vaults");
        if (!isVaultPath) {
            return UNKNOWN;
        }
        String vaultId = decoded(parts[3]);
        String table = parts.length > 4 ? decoded(parts[4]) : "";
        String recordId = parts.length > 5 ? decoded(parts[5]) : "";
        return new Route(operation(method, parts.length - 4, table), vaultId, table, recordId);
    }

    private static Operation operation(String method, int depth, String table) {
        return switch (method + depth) {
            case "POST0" -> Operation.BATCH;
            case "POST1" ->
                switch (table) {
                    case "query" -> Operation.QUERY;
                    case "detokenize" -> Operation.DETOKENIZE;
                    default -> Operation.INSERT;
                };
            case "GET1" -> Operation.GET;
            case "DELETE1" -> Operation.DELETE;
            case "DELETE2" -> Operation.DELETE_ONE;
            default -> Operation.UNKNOWN;
        };
    }

    private static String decoded(String part) {
        return part.indexOf('%') < 0 ? part : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
