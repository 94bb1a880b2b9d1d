package com.skyflow.loader.cli.view;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.common.deadletter.DeadLetterCounts;
import com.skyflow.loader.common.deadletter.DeadLetterFilter;
import com.skyflow.loader.common.deadletter.DeadLetters;
import com.skyflow.loader.common.deadletter.OpenDeadLetters;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.VaultName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How many dead letters of each kind a vault has.
 *
 * @param counts those that are open
 * @param parked those that were put aside
 */
public record LetterCounts(VaultName vault, DeadLetterCounts counts, long parked) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Counts them.
     *
     * @throws com.skyflow.loader.common.failure.LoaderException if Kafka does not answer
     */
    public static LetterCounts count(KafkaClients clients, VaultName vault, DeadLetterFilter wanted) {
        Topics topics = clients.settings().topics();
        DeadLetterCounts counts = new DeadLetterCounts();
        OpenDeadLetters.find(clients, topics.deadLetters(vault), wanted)
                .forEach(record -> counts.add(DeadLetters.parse(record)));
        long parked =
                OpenDeadLetters.find(clients, topics.parked(vault), wanted).count();
        return new LetterCounts(vault, counts, parked);
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Vault %s: %s open dead letters%s"
                .formatted(
                        vault,
                        Figures.count(counts.total()),
                        parked == 0 ? "" : ", and " + Figures.count(parked) + " parked"));
        lines.addAll(table(counts));
        return lines;
    }

    /** The counts by kind, a line each under a head; nothing where there are none. */
    public static List<String> table(DeadLetterCounts counts) {
        List<String> lines = new ArrayList<>();
        if (counts.total() > 0) {
            lines.add(line("reason", "status", "hour (UTC)", "rows"));
        }
        counts.byKind()
                .forEach((kind, rows) -> lines.add(line(
                        kind.reason().text(),
                        kind.status() == null ? "-" : kind.status().toString(),
                        kind.hour().toString().substring(0, 13),
                        Figures.count(rows))));
        return lines;
    }

    private static String line(String reason, String status, String hour, String rows) {
        return String.format(Locale.ROOT, "  %-12s %-6s %-13s %12s", reason, status, hour, rows);
    }

    /** For programs: an array with an object for each vault. */
    public static String json(List<LetterCounts> vaults) {
        var root = JSON.createArrayNode();
        for (LetterCounts vault : vaults) {
            ObjectNode json = root.addObject();
            json.put("vault", vault.vault.text());
            json.put("open", vault.counts.total());
            json.put("parked", vault.parked);
            var kinds = json.putArray("kinds");
            vault.counts.byKind().forEach((kind, rows) -> {
                ObjectNode object =
                        kinds.addObject().put("reason", kind.reason().text());
                if (kind.status() != null) {
                    object.put("status", kind.status());
                }
                object.put("hour", kind.hour().toString()).put("rows", rows);
            });
        }
        return root.toPrettyString();
    }
}
