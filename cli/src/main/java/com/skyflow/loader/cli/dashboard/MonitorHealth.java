package com.skyflow.loader.cli.dashboard;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.cli.health.Page;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.monitor.ledger.LedgerStreams;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether a monitor makes progress, and whether it knows enough to be asked. A Kafka that is silent for a while is no reason to restart it.
 *
 * @param ledger what keeps the ledger in this process; empty if nothing does
 */
record MonitorHealth(Watch watch, Optional<LedgerStreams> ledger) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_SILENCE_OF_KAFKA = Duration.ofSeconds(15);
    /** Longer than a reader waits for the end of an open transaction. */
    private static final Duration LONGEST_TURN = Duration.ofMinutes(5);

    Map<String, Supplier<Page>> pages() {
        return Map.of(
                "/health/live", () -> page("live", whyNotLive()),
                "/health/ready", () -> page("ready", whyNotReady()));
    }

    private Optional<String> whyNotLive() {
        return failure().map(LoaderException::sentence).or(() -> silent(LONGEST_TURN));
    }

    private Optional<LoaderException> failure() {
        return watch.failure().or(() -> ledger.flatMap(LedgerStreams::failure));
    }

    private Optional<String> whyNotReady() {
        return whyNotLive()
                .or(() -> silent(LONGEST_SILENCE_OF_KAFKA))
                .or(() -> watch.isComplete() ? Optional.empty() : Optional.of("starting"))
                .or(() -> ledger.filter(any -> !any.isRunning()).map(any -> "the ledger is being taken over"));
    }

    private Optional<String> silent(Duration longest) {
        Duration silence = watch.sinceTurn();
        return silence.compareTo(longest) > 0
                ? Optional.of("Kafka has not answered for " + silence.toSeconds() + " s")
                : Optional.empty();
    }

    private static Page page(String state, Optional<String> problem) {
        ObjectNode root = JSON.createObjectNode();
        root.put("status", problem.isEmpty() ? state : "not " + state);
        problem.ifPresent(why -> root.put("reason", why));
        return new Page(problem.isEmpty() ? 200 : 503, "application/json", root + "\n");
    }
}
