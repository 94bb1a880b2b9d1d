package com.skyflow.loader.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SummaryJsonTest {
    @Test
    void saysWhereEveryRowIs() {
        assertThat(SummaryJson.of(Ended.withDeadLetters())).isEqualTo("""
                {
                  "exit_code" : 2,
                  "seconds" : 4.0,
                  "vaults" : [ {
                    "vault" : "ssn",
                    "run" : "20261121T030000-abcdef",
                    "state" : "extracted",
                    "repeated_values" : 7,
                    "repeated_values_exact" : false,
                    "read" : 12000,
                    "published" : 11990,
                    "rejected" : 10,
                    "replayed" : 0,
                    "uploaded" : 11985,
                    "dead_letters" : {
                      "rejected" : 5
                    },
                    "discarded" : 0,
                    "pending" : 0,
                    "balances" : true,
                    "calls" : {
                      "requests" : 46,
                      "retries" : 4,
                      "throttles" : 2,
                      "request_bytes" : 1000000,
                      "batches_at_once" : 38,
                      "batches_retried" : 1,
                      "batches_failed" : 1,
                      "latency_p50_ms" : 20,
                      "latency_p95_ms" : 20,
                      "latency_p99_ms" : 20
                    },
                    "error_log" : "out/error_log_SSN_20261121_030000.json",
                    "problems" : [ ],
                    "exit_code" : 2
                  } ]
                }""");
    }

    @Test
    void saysThatThereWasNothingToLoad() {
        assertThat(SummaryJson.of(Ended.withoutRun())).isEqualTo("""
                {
                  "exit_code" : 0,
                  "seconds" : 1.5,
                  "vaults" : [ {
                    "vault" : "ssn",
                    "read" : 0,
                    "published" : 0,
                    "rejected" : 0,
                    "replayed" : 0,
                    "uploaded" : 0,
                    "dead_letters" : { },
                    "discarded" : 0,
                    "pending" : 0,
                    "balances" : true,
                    "calls" : {
                      "requests" : 0,
                      "retries" : 0,
                      "throttles" : 0,
                      "request_bytes" : 0,
                      "batches_at_once" : 0,
                      "batches_retried" : 0,
                      "batches_failed" : 0,
                      "latency_p50_ms" : 0,
                      "latency_p95_ms" : 0,
                      "latency_p99_ms" : 0
                    },
                    "problems" : [ ],
                    "exit_code" : 0
                  } ]
                }""");
    }
}
