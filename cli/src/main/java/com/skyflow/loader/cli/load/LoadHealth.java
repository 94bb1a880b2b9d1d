package com.skyflow.loader.cli.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.cli.health.Page;
import com.skyflow.loader.common.vault.VaultName;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Whether a load makes progress, and whether it is at work, for whoever watches over the process. Written by the load's thread, read by
 * any.
 *
 * <p>A vault that takes nothing is not this process's fault: it stays live and ready, and its state says why. Neither is a vault that
 * needs a person, which no restart would help; but as long as it is stopped, the process is not ready.
 */
public final class LoadHealth {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_SILENCE_OF_KAFKA = Duration.ofSeconds(15);

    private final Duration longestTurn;
    private final Map<VaultName, VaultExtraction> extractions = new ConcurrentSkipListMap<>();
    private final Map<VaultName, VaultUpload> uploads = new ConcurrentSkipListMap<>();
    private volatile Phase phase = Phase.STARTING;
    private volatile long turnedAt = System.nanoTime();

    private enum Phase {
        /** Kafka is looked for, and sources are counted, which may take long. */
        STARTING,
        WORKING,
        DRAINING
    }

    /** @param longestTurn after which a thread that has not come round is held to hang */
    public LoadHealth(Duration longestTurn) {
        this.longestTurn = longestTurn;
    }

    void began(VaultExtraction extraction) {
        extractions.put(extraction.vault(), extraction);
    }

    void began(VaultUpload upload) {
        uploads.put(upload.vault(), upload);
    }

    /** The load has come round once more, so that Kafka has answered. */
    void turned() {
        turnedAt = System.nanoTime();
        if (phase == Phase.STARTING) {
            phase = Phase.WORKING;
        }
    }

    void drains() {
        phase = Phase.DRAINING;
    }

    /** The pages for a {@link com.skyflow.loader.cli.health.HealthServer}, by their paths. */
    public Map<String, Supplier<Page>> pages() {
        return Map.of(
                "/health/live", () -> page("live", whyNotLive()),
                "/health/ready", () -> page("ready", whyNotReady()));
    }

    private Optional<String> whyNotLive() {
        return Stream.of(
                        uploads.values().stream()
                                .flatMap(upload -> upload.died().map(why -> of(upload.vault(), why)).stream()),
                        extractions.values().stream()
                                .flatMap(extraction ->
                                        extraction.died().map(why -> of(extraction.vault(), why)).stream()),
                        uploads.values().stream()
                                .filter(upload -> upload.sinceTurn().compareTo(longestTurn) > 0)
                                .map(upload -> of(upload.vault(), hangs(upload.sinceTurn()))),
                        phase == Phase.WORKING && sinceTurn().compareTo(longestTurn) > 0
                                ? Stream.of("the load " + hangs(sinceTurn()))
                                : Stream.<String>empty())
                .flatMap(problems -> problems)
                .findFirst();
    }

    private static String of(VaultName vault, String what) {
        return "vault " + vault + ": " + what;
    }

    private static String hangs(Duration since) {
        return "its thread has not come round for " + since.toSeconds() + " s";
    }

    private Optional<String> whyNotReady() {
        return switch (phase) {
            case STARTING -> Optional.of("starting");
            case DRAINING -> Optional.of("draining");
            case WORKING ->
                whyNotLive()
                        .or(() -> sinceTurn().compareTo(LONGEST_SILENCE_OF_KAFKA) > 0
                                ? Optional.of("Kafka has not answered for "
                                        + sinceTurn().toSeconds() + " s")
                                : Optional.empty())
                        .or(() -> uploads.values().stream()
                                .flatMap(upload -> whyNotReady(upload).stream())
                                .findFirst());
        };
    }

    private static Optional<String> whyNotReady(VaultUpload upload) {
        return upload.status()
                .map(status -> switch (status.state()) {
                    case STOPPED -> "stopped, a person has to look";
                    case JOINING -> "no partitions are assigned yet";
                    case UPLOADING, THROTTLED, OUTAGE, IDLE, DRAINING -> "";
                })
                .or(() -> Optional.of("no partitions are assigned yet"))
                .filter(why -> !why.isEmpty())
                .map(why -> of(upload.vault(), why));
    }

    private Duration sinceTurn() {
        return Duration.ofNanos(System.nanoTime() - turnedAt);
    }

    private Page page(String state, Optional<String> problem) {
        ObjectNode root = JSON.createObjectNode();
        root.put("status", problem.isEmpty() ? state : "not " + state);
        problem.ifPresent(why -> root.put("reason", why));
        extractions.forEach((vault, extraction) -> vault(root, vault)
                .put("extraction", word(extraction.checkpoint().state())));
        uploads.forEach((vault, upload) -> upload.status()
                .ifPresent(status ->
                        vault(root, vault).put("upload", word(status.state())).put("partitions", status.partitions())));
        return new Page(problem.isEmpty() ? 200 : 503, "application/json", root + "\n");
    }

    private static ObjectNode vault(ObjectNode root, VaultName vault) {
        return root.withObject("/vaults/" + vault);
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
