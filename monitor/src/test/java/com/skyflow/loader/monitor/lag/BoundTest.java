package com.skyflow.loader.monitor.lag;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.monitor.lag.Bound.By;
import com.skyflow.loader.monitor.lag.Bound.Facts;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class BoundTest {
    /** Four uploaders of twelve partitions with full hands, and rows that wait. */
    private static Facts facts() {
        return new Facts(1_000_000, false, true, 12, 12, 4, Optional.empty(), false, false, 150_000, 160_000);
    }

    private static Facts with(long outstanding, boolean extracting, int owned, int working) {
        return new Facts(
                outstanding, extracting, true, 12, owned, working, Optional.empty(), false, false, 150_000, 160_000);
    }

    private static Facts said(Optional<String> problem, boolean outage, boolean limited) {
        return new Facts(1_000_000, true, true, 12, 12, 4, problem, outage, limited, 150_000, 160_000);
    }

    static Stream<Arguments> loads() {
        return Stream.of(
                load(
                        facts(),
                        By.UPLOADERS,
                        "The calls of 4 uploaders bound the load: more help, up to 12, or a higher performance.max_concurrency."),
                load(
                        with(5, false, 12, 1),
                        By.UPLOADERS,
                        "The calls of 1 uploader bound the load: more help, up to 12, or a higher performance.max_concurrency."),
                load(
                        with(1_000_000, true, 12, 12),
                        By.PARTITIONS,
                        "Each of 12 partitions has an uploader of its own, so that more uploaders do not help: a higher performance.max_concurrency does, or more partitions for the next load (kafka.partitions, with another kafka.prefix)."),
                load(with(0, false, 12, 4), By.NOTHING, "No row is left."),
                load(
                        with(0, true, 12, 4),
                        By.SOURCE,
                        "Rows are uploaded as fast as they are published: the source bounds the load."),
                load(
                        new Facts(0, true, false, 12, 12, 4, Optional.empty(), false, false, 0, 160_000),
                        By.SOURCE,
                        "Rows of the source are left, and nobody says that he reads them: start skyflow-loader extract or run again."),
                load(
                        new Facts(40_000, true, true, 12, 12, 4, Optional.empty(), false, false, 40_000, 160_000),
                        By.SOURCE,
                        "Rows are uploaded as fast as they are published: the source bounds the load."),
                load(
                        new Facts(40_000, false, true, 12, 12, 4, Optional.empty(), false, false, 40_000, 160_000),
                        By.UPLOADERS,
                        "The calls of 4 uploaders bound the load: more help, up to 12, or a higher performance.max_concurrency."),
                load(with(1_000_000, true, 0, 0), By.NO_UPLOADER, "Nobody uploads: start skyflow-loader upload."),
                load(
                        with(1_000_000, true, 12, 0),
                        By.UNKNOWN,
                        "The uploaders do not say what they do: they have just begun, or may not write it."),
                load(
                        said(Optional.empty(), false, true),
                        By.VAULT,
                        "The vault limits its calls, so that more uploaders do not help: larger batches (performance.batch_size) do, or a higher limit."),
                load(said(Optional.empty(), true, true), By.OUTAGE, "The vault takes nothing: it is waited for."),
                load(
                        said(Optional.of("The vault refuses the calls."), true, true),
                        By.STOPPED,
                        "An uploader was stopped and needs a person: The vault refuses the calls."));
    }

    private static Arguments load(Facts facts, By by, String advice) {
        return Arguments.of(facts, new Bound(by, advice));
    }

    @ParameterizedTest
    @MethodSource("loads")
    void isToldWithWhatWouldHelp(Facts facts, Bound bound) {
        assertThat(Bound.of(facts)).isEqualTo(bound);
    }
}
