package com.skyflow.loader.cli.metrics;

/**
 * What is told of a load, in the names that Prometheus recommends: {@code docs/metrics.md} lists them. Counters begin with the process,
 * but for the rows of an extraction, which begin with its run.
 */
enum Metric {
    PUBLISHED("skyflow_loader_published_rows", Kind.COUNTER, "Rows of the run that went to the vault's topic."),
    INVALID("skyflow_loader_invalid_rows", Kind.COUNTER, "Rows of the run that are no pair, and became dead letters."),
    SOURCE_ROWS("skyflow_loader_source_rows", Kind.GAUGE, "Rows that the source holds, where they could be counted."),
    UPLOADED("skyflow_loader_uploaded_rows", Kind.COUNTER, "Rows committed as uploaded."),
    DISCARDED(
            "skyflow_loader_discarded_rows", Kind.COUNTER, "Rows committed as discarded, of runs that were given up."),
    DEAD_LETTERS("skyflow_loader_dead_letter_rows", Kind.COUNTER, "Rows committed as dead letters."),
    REQUESTS("skyflow_loader_requests", Kind.COUNTER, "Calls to the vault that have ended, every attempt counted."),
    RETRIES("skyflow_loader_retries", Kind.COUNTER, "Attempts after the first of the same call."),
    THROTTLES("skyflow_loader_throttles", Kind.COUNTER, "Answers of the vault that asked to wait."),
    SENT("skyflow_loader_request_bytes", Kind.COUNTER, "Bytes of request bodies."),
    RECEIVED("skyflow_loader_response_bytes", Kind.COUNTER, "Bytes of the bodies of answers."),
    DURATION("skyflow_loader_request_duration_seconds", Kind.HISTOGRAM, "How long the calls to the vault took."),
    IN_FLIGHT("skyflow_loader_requests_in_flight", Kind.GAUGE, "Calls without an answer yet."),
    CONCURRENCY("skyflow_loader_concurrency_limit", Kind.GAUGE, "Calls that may be in flight now."),
    PACE(
            "skyflow_loader_pace_requests_per_second",
            Kind.GAUGE,
            "Calls that may begin in a second; absent if any number may."),
    PAUSE("skyflow_loader_throttled_seconds", Kind.GAUGE, "How much longer the vault has asked to wait."),
    CONNECTIONS("skyflow_loader_connections", Kind.GAUGE, "Open connections to the vault."),
    PARTITIONS("skyflow_loader_partitions", Kind.GAUGE, "Partitions of the vault's topic that this uploader owns."),
    WINDOW("skyflow_loader_window_rows", Kind.GAUGE, "Rows taken from the topic and not committed."),
    WINDOW_LIMIT("skyflow_loader_window_limit_rows", Kind.GAUGE, "Rows that may be taken and not committed."),
    LAG(
            "skyflow_loader_partition_lag_offsets",
            Kind.GAUGE,
            "Offsets from the first row that is not committed to the end: about as many rows."),
    STUCK(
            "skyflow_loader_partition_oldest_row_seconds",
            Kind.GAUGE,
            "For how long the oldest unfinished row of the partition has been the same."),
    STATE("skyflow_loader_state", Kind.GAUGE, "1 for the state that the extraction or upload is in, 0 for the others."),
    VERSION("skyflow_loader_version", Kind.GAUGE, "1, with the version as a label."),
    FREE_DISK("skyflow_loader_free_disk_bytes", Kind.GAUGE, "Bytes that may still be written in the working folder."),
    CPU("process_cpu_seconds", Kind.COUNTER, "Seconds of a core that the process has used."),
    RESIDENT("process_resident_memory_bytes", Kind.GAUGE, "Memory that the process holds, the heap included."),
    STARTED("process_start_time_seconds", Kind.GAUGE, "When the process was started, in seconds since 1970.");

    /** What Prometheus may do with it. */
    enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    private final String text;
    private final Kind kind;
    private final String help;

    Metric(String text, Kind kind, String help) {
        this.text = text;
        this.kind = kind;
        this.help = help;
    }

    /** Its name; in the text for Prometheus, a counter's has {@code _total} behind it. */
    String text() {
        return text;
    }

    Kind kind() {
        return kind;
    }

    String help() {
        return help;
    }
}
