package com.skyflow.loader.cli.command;

import com.skyflow.loader.common.deadletter.DeadLetterFilter;
import com.skyflow.loader.common.deadletter.DeadLetterFilter.Rows;
import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say which dead letters are meant; without any, all that are open. */
final class FilterFlags {
    private static final Pattern ROWS = Pattern.compile("(\\d{1,18})(?:-(\\d{1,18}))?");

    @Option(
            names = {"-run", "--run"},
            split = ",",
            paramLabel = "RUN",
            description = "Of this run; several with commas.")
    private List<String> runs = List.of();

    @Option(
            names = {"-reason", "--reason"},
            split = ",",
            paramLabel = "REASON",
            description = "Given up for this reason: rejected, exhausted, invalid-row or unreadable.")
    private List<String> reasons = List.of();

    @Option(
            names = {"-status", "--status"},
            split = ",",
            paramLabel = "N",
            description = "Given up after this answer of the vault, such as 400.")
    private List<Integer> statuses = List.of();

    @Option(
            names = {"-since", "--since"},
            paramLabel = "TIME",
            description = "Given up at this time or later, such as 2026-11-21T03:00:00Z.")
    private @Nullable Instant since;

    @Option(
            names = {"-until", "--until"},
            paramLabel = "TIME",
            description = "Given up before this time.")
    private @Nullable Instant until;

    @Option(
            names = {"-row", "--row"},
            paramLabel = "N[-M]",
            description = "Of this row of the source, or of these.")
    private @Nullable String rows;

    /** @throws LoaderException if one of them is wrong */
    DeadLetterFilter filter() {
        return new DeadLetterFilter(
                Set.copyOf(runs),
                reasons.stream().map(FilterFlags::reason).collect(Collectors.toSet()),
                Set.copyOf(statuses),
                Optional.ofNullable(since),
                Optional.ofNullable(until),
                Optional.ofNullable(rows).map(FilterFlags::rows));
    }

    private static Reason reason(String text) {
        try {
            return Reason.of(text);
        } catch (IllegalArgumentException e) {
            String known = Arrays.stream(Reason.values()).map(Reason::text).collect(Collectors.joining(", "));
            throw new LoaderException(ExitCode.USAGE, "--reason: '%s' (expected one of: %s)".formatted(text, known), e);
        }
    }

    private static Rows rows(String text) {
        Matcher form = ROWS.matcher(text);
        try {
            if (form.matches()) {
                long first = Long.parseLong(form.group(1));
                return new Rows(first, form.group(2) == null ? first : Long.parseLong(form.group(2)));
            }
        } catch (IllegalArgumentException e) {
            throw new LoaderException(ExitCode.USAGE, "--row: " + e.getMessage(), e);
        }
        throw new LoaderException(ExitCode.USAGE, "--row: '%s' (expected: a number, or two as 5-10)".formatted(text));
    }
}
