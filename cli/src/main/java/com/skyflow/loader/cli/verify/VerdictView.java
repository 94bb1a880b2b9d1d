package com.skyflow.loader.cli.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How vaults compare with their sources. It names rows, and no values. */
public record VerdictView(List<Verdict> verdicts) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Row numbers in the lines for people; the JSON has all. */
    private static final int MOST_ROWS = 20;

    public VerdictView {
        verdicts = List.copyOf(verdicts);
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            verdict.evidence().ifPresent(evidence -> add(lines, evidence));
        }
        return lines;
    }

    private static void add(List<String> lines, Evidence evidence) {
        Findings sample = evidence.sample();
        lines.add("Run %s, vault %s: %s"
                .formatted(
                        evidence.run().run(),
                        evidence.run().vault(),
                        evidence.disagreement().isEmpty() ? "agrees" : "DOES NOT AGREE"));
        lines.add(text(
                "  rows: %,d in the source, %,d of them expected in the vault; dead letters: %,d open, %,d parked, %,d purged",
                evidence.read(), evidence.expected(), evidence.open(), evidence.parked(), evidence.purged()));
        lines.add(text("  records: %,d (expected: %s)", evidence.records(), evidence.expectation()));
        lines.add(text(
                "  sample: %,d rows: %,d as in the source, %,d under the token of another row with the same value, %,d missing, %,d with another value; %,d dead letters more",
                sample.looked(),
                sample.same(),
                sample.replaced(),
                sample.missing().size(),
                sample.different().size(),
                sample.givenUp()));
        addRows(lines, "missing", sample.missing());
        addRows(lines, "with another value", sample.different());
    }

    private static void addRows(List<String> lines, String what, List<Long> rows) {
        if (!rows.isEmpty()) {
            lines.add(rows.stream()
                            .limit(MOST_ROWS)
                            .map(String::valueOf)
                            .collect(Collectors.joining(", ", "  " + what + ": row ", ""))
                    + (rows.size() > MOST_ROWS ? text(" and %,d more", rows.size() - MOST_ROWS) : ""));
        }
    }

    /** For programs: an array with an object for each vault. */
    public String json() {
        ArrayNode root = JSON.createArrayNode();
        verdicts.forEach(verdict -> add(root.addObject(), verdict));
        return root.toPrettyString();
    }

    private static void add(ObjectNode json, Verdict verdict) {
        json.put("vault", verdict.vault().text());
        json.put("agrees", verdict.problem().isEmpty());
        verdict.problem().ifPresent(problem -> json.put("problem", problem));
        verdict.evidence().ifPresent(evidence -> {
            json.put("run", evidence.run().run());
            json.put("balances", evidence.balances());
            json.put("rows", evidence.read());
            json.put("rows_expected", evidence.expected());
            json.put("dead_letters_open", evidence.open());
            json.put("dead_letters_parked", evidence.parked());
            json.put("dead_letters_purged", evidence.purged());
            json.put("records", evidence.records());
            json.put("records_expected_least", evidence.least());
            if (evidence.most() < Long.MAX_VALUE) {
                json.put("records_expected_most", evidence.most());
            }
            add(json.putObject("sample"), evidence.sample());
        });
        json.put("exit_code", verdict.exitCode().code());
    }

    private static void add(ObjectNode json, Findings sample) {
        json.put("rows", sample.looked());
        json.put("same", sample.same());
        json.put("replaced_by_repeat", sample.replaced());
        json.put("dead_letters", sample.givenUp());
        sample.missing().forEach(json.putArray("missing_rows")::add);
        sample.different().forEach(json.putArray("different_rows")::add);
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
