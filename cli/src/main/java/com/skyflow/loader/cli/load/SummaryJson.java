package com.skyflow.loader.cli.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Calls;
import com.skyflow.loader.common.ledger.Checkpoint.Repeats;

/** What a load came to, for programs: one JSON object. */
public final class SummaryJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SummaryJson() {}

    /** The text of the object. */
    public static String of(LoadResult result) {
        ObjectNode root = JSON.createObjectNode();
        root.put("exit_code", result.exitCode().code());
        root.put("seconds", result.elapsed().toMillis() / 1e3);
        result.vaults().forEach(vault -> add(root.withArray("vaults").addObject(), vault));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(ObjectNode json, VaultResult vault) {
        Account account = vault.account();
        json.put("vault", vault.vault().text());
        vault.checkpoint().ifPresent(run -> {
            json.put("run", run.run());
            json.put("state", run.state().name().toLowerCase(java.util.Locale.ROOT));
            Repeats repeats = run.repeats();
            if (repeats != null) {
                json.put("repeated_values", repeats.rows());
                json.put("repeated_values_exact", repeats.exact());
            }
        });
        json.put("read", account.read());
        json.put("published", account.published());
        json.put("rejected", account.rejected());
        json.put("replayed", account.replayed());
        json.put("uploaded", account.uploaded());
        ObjectNode reasons = json.putObject("dead_letters");
        account.deadLettered().forEach((reason, rows) -> reasons.put(reason.text(), rows));
        json.put("discarded", account.discarded());
        json.put("pending", vault.pending());
        json.put("balances", vault.balances());
        add(json.putObject("calls"), account.calls());
        vault.errorLog().ifPresent(file -> json.put("error_log", file.toString()));
        vault.problems().forEach(json.withArray("problems")::add);
        json.put("exit_code", vault.exitCode().code());
    }

    private static void add(ObjectNode json, Calls calls) {
        json.put("requests", calls.requests());
        json.put("retries", calls.retries());
        json.put("throttles", calls.throttles());
        json.put("request_bytes", calls.bytes());
        json.put("batches_at_once", calls.atOnce());
        json.put("batches_retried", calls.retried());
        json.put("batches_failed", calls.failed());
        json.put("latency_p50_ms", calls.latency().percentile(50).toMillis());
        json.put("latency_p95_ms", calls.latency().percentile(95).toMillis());
        json.put("latency_p99_ms", calls.latency().percentile(99).toMillis());
    }
}
