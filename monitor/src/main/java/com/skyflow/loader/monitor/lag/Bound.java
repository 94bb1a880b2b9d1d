package com.skyflow.loader.monitor.lag;

import com.skyflow.loader.common.instance.InstanceState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What bounds the load of a vault now, and what would help.
 *
 * @param advice a sentence
 */
public record Bound(By by, String advice) {
    /** What a load can be bounded by. */
    public enum By {
        /** No row is left to upload, and none is to come. */
        NOTHING,
        /** Nobody uploads. */
        NO_UPLOADER,
        /** The vault was stopped and needs a person. */
        STOPPED,
        /** The vault takes nothing. */
        OUTAGE,
        /** The vault takes only so many calls. */
        VAULT,
        /** Rows are uploaded as fast as they come. */
        SOURCE,
        /** There could be more uploaders. */
        UPLOADERS,
        /** Every partition has an uploader of its own. */
        PARTITIONS,
        /** Uploaders have just come or gone, or do not say what they do. */
        UNKNOWN;

        /** The word for programs. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is known of a load.
     *
     * @param outstanding rows that are published and not done with
     * @param extracting whether more are to come
     * @param read whether an extractor says that it reads them
     * @param partitions partitions of the vault's topic
     * @param owned those of them that an uploader has
     * @param working uploaders that have partitions and say what they do
     * @param problem why one of them has stopped; empty if none has
     * @param outage whether one of them says that the vault takes nothing
     * @param limited whether one of them says that the vault takes only so many calls
     * @param held rows that they have in their hands
     * @param window rows that they may have in their hands
     */
    record Facts(
            long outstanding,
            boolean extracting,
            boolean read,
            int partitions,
            int owned,
            int working,
            Optional<String> problem,
            boolean outage,
            boolean limited,
            long held,
            long window) {}

    static Bound of(Backlog backlog, Uploaders uploaders, List<PartitionLag> partitions) {
        return of(new Facts(
                backlog.outstanding(),
                backlog.extracting(),
                uploaders.read(),
                partitions.size(),
                (int) partitions.stream()
                        .filter(partition -> partition.owner().isPresent())
                        .count(),
                uploaders.working(),
                uploaders.problem(),
                uploaders.isAny(InstanceState.OUTAGE),
                uploaders.areLimited(),
                uploaders.held(),
                uploaders.window()));
    }

    static Bound of(Facts facts) {
        if (facts.problem().isPresent()) {
            return new Bound(
                    By.STOPPED,
                    "An uploader was stopped and needs a person: "
                            + facts.problem().get());
        }
        if (facts.outstanding() == 0) {
            return facts.extracting() ? ofSource(facts) : new Bound(By.NOTHING, "No row is left.");
        }
        if (facts.owned() == 0) {
            return new Bound(By.NO_UPLOADER, "Nobody uploads: start skyflow-loader upload.");
        }
        if (facts.working() == 0) {
            return new Bound(
                    By.UNKNOWN, "The uploaders do not say what they do: they have just begun, or may not write it.");
        }
        if (facts.outage()) {
            return new Bound(By.OUTAGE, "The vault takes nothing: it is waited for.");
        }
        if (facts.limited()) {
            return new Bound(
                    By.VAULT,
                    "The vault limits its calls, so that more uploaders do not help: larger batches (performance.batch_size) do, or a higher limit.");
        }
        if (facts.extracting() && facts.outstanding() <= facts.window() && 2 * facts.held() < facts.window()) {
            return ofSource(facts);
        }
        return facts.working() < facts.partitions()
                ? new Bound(
                        By.UPLOADERS,
                        "The calls of %d %s bound the load: more help, up to %d, or a higher performance.max_concurrency."
                                .formatted(
                                        facts.working(),
                                        facts.working() == 1 ? "uploader" : "uploaders",
                                        facts.partitions()))
                : new Bound(
                        By.PARTITIONS,
                        "Each of %d partitions has an uploader of its own, so that more uploaders do not help: a higher performance.max_concurrency does, or more partitions for the next load (kafka.partitions, with another kafka.prefix)."
                                .formatted(facts.partitions()));
    }

    private static Bound ofSource(Facts facts) {
        return new Bound(
                By.SOURCE,
                facts.read()
                        ? "Rows are uploaded as fast as they are published: the source bounds the load."
                        : "Rows of the source are left, and nobody says that he reads them: start skyflow-loader extract or run again.");
    }
}
