package com.skyflow.loader.cli.view;

import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.uploader.replay.ClosingReport;
import com.skyflow.loader.uploader.replay.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What became of the dead letters of a vault, for people. */
public record ClosingLines(VaultName vault, ClosingReport report) {
    /** What was done. */
    public List<String> done() {
        return lines("");
    }

    /** What would be done, with the counts by kind of all that are meant. */
    public List<String> rehearsed() {
        List<String> lines = lines(" (dry run: nothing was changed)");
        lines.addAll(LetterCounts.table(report.counts()));
        return lines;
    }

    private List<String> lines(String remark) {
        String closed = report.fates().entrySet().stream()
                .filter(fate -> fate.getKey().isClosed())
                .map(fate ->
                        Figures.count(fate.getValue()) + " " + fate.getKey().words())
                .collect(Collectors.joining(", "));
        List<String> lines = new ArrayList<>();
        lines.add("Vault %s: %s%s".formatted(vault, closed.isEmpty() ? "nothing to do" : closed, remark));
        for (Map.Entry<Fate, Long> fate : report.fates().entrySet()) {
            if (!fate.getKey().isClosed()) {
                lines.add("  not replayed: %s rows %s"
                        .formatted(Figures.count(fate.getValue()), fate.getKey().words()));
            }
        }
        return lines;
    }
}
