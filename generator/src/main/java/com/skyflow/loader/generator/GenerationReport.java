package com.skyflow.loader.generator;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a generation wrote, and how fast.
 *
 * @param files in the order of the vaults, data before tokens
 * @param pairs in all vaults
 * @param elapsed from the first byte until every file stood in its place
 */
public record GenerationReport(List<WrittenFile> files, long pairs, Duration elapsed) {
    public GenerationReport {
        files = List.copyOf(files);
    }

    /** Size of all files. */
    public long bytes() {
        return files.stream().mapToLong(WrittenFile::bytes).sum();
    }

    public long pairsPerSecond() {
        return Math.round(pairs / seconds());
    }

    /** The report for a person, line by line: the files, then the sum. */
    public List<String> lines() {
        String sum = String.format(
                Locale.ROOT,
                "%,d pairs, %s in %.2f s (%,d pairs/s)",
                pairs,
                ByteSize.text(bytes()),
                seconds(),
                pairsPerSecond());
        return Stream.concat(files.stream().map(WrittenFile::toString), Stream.of(sum))
                .toList();
    }

    private double seconds() {
        return Math.max(1, elapsed.toNanos()) / 1e9;
    }
}
