package com.skyflow.loader.generator;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Writes mock data. Immutable; each call of {@link #generate} is independent. */
public final class Generator {
    private final InstantSource clock;
    private final int threads;

    /**
     * @param clock gives the second that stands in every value and token
     * @param threads that format rows, at least 1; the rows do not depend on it
     */
    public Generator(InstantSource clock, int threads) {
        this.clock = clock;
        this.threads = threads;
    }

    /** The generator that uses all of this machine. */
    public static Generator ofThisMachine() {
        return new Generator(InstantSource.system(), Runtime.getRuntime().availableProcessors());
    }

    /**
     * Writes the files of a plan. They appear under their names when all are whole; a generation that fails or is killed leaves
     * what was there before.
     *
     * @param folder created if it is missing
     * @throws LoaderException if files are there that must be kept, the folder cannot be written, or the calling thread is
     *     interrupted, whose flag is then set
     */
    public GenerationReport generate(
            GenerationPlan plan, Path folder, GenerationOptions options, GenerationProgress progress) {
        StopOnShutdown stop = new StopOnShutdown();
        try (stop;
                Staging staging = Staging.open(folder, plan, options.existing());
                Workers workers = new Workers(threads)) {
            return write(plan, salt(options), staging, workers, progress);
        } catch (InterruptedException | ClosedByInterruptException e) {
            Thread.currentThread().interrupt();
            throw new LoaderException(
                    ExitCode.UNFINISHED, "stopped before the files were whole: nothing was written to " + folder, e);
        } catch (IOException e) {
            throw WriteFailure.of(folder, e);
        }
    }

    private RunSalt salt(GenerationOptions options) {
        return options.seed().isPresent() ? RunSalt.seeded(options.seed().getAsLong()) : RunSalt.fresh(clock.instant());
    }

    private static GenerationReport write(
            GenerationPlan plan, RunSalt salt, Staging staging, Workers workers, GenerationProgress progress)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<WrittenFile> files = new ArrayList<>();
        for (MockVault vault : plan.rows().keySet()) {
            long rows = plan.rows().get(vault);
            Staging.Parts parts = staging.of(vault);
            writeVault(vault, rows, new RowFormat(vault, salt), parts, workers, progress);
            files.add(new WrittenFile(parts.data().target(), rows, parts.data().bytes()));
            files.add(new WrittenFile(
                    parts.tokens().target(), rows, parts.tokens().bytes()));
        }
        staging.publish();
        return new GenerationReport(files, plan.pairs(), Duration.ofNanos(System.nanoTime() - start));
    }

    private static void writeVault(
            MockVault vault,
            long rows,
            RowFormat format,
            Staging.Parts parts,
            Workers workers,
            GenerationProgress progress)
            throws IOException, InterruptedException {
        workers.fill(format, rows, block -> {
            parts.data().write(block.values());
            parts.tokens().write(block.tokens());
            progress.written(vault, block.end(), rows);
        });
    }
}
