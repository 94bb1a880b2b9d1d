package com.skyflow.loader.cli.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Calls;

/** The account of a run and vault, for programs. */
public final class AccountJson {
    private AccountJson() {}

    /** Puts the account into an object. */
    public static void add(ObjectNode json, Account account, long pending, boolean balances) {
        json.put("read", account.read());
        json.put("published", account.published());
        json.put("rejected", account.rejected());
        json.put("replayed", account.replayed());
        json.put("uploaded", account.uploaded());
        ObjectNode reasons = json.putObject("dead_letters");
        account.deadLettered().forEach((reason, rows) -> reasons.put(reason.text(), rows));
        json.put("discarded", account.discarded());
        json.put("pending", pending);
        json.put("balances", balances);
        add(json.putObject("calls"), account.calls());
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
