package com.skyflow.loader.faults.cluster;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.local.broker.LocalBroker;
import com.skyflow.loader.testing.ChildProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The disk of the embedded broker becomes full in the midst of a load; then there is space again, and the load is started again. */
final class DiskFull implements Scenario {
    private static final int MEGABYTES = 96;

    @Override
    public String name() {
        return "disk-full";
    }

    @Override
    public void play(Stage stage) {
        Path disk = mount(stage);
        Load load = stage.load(stage.ofFolder(), "byot");
        load.config().remove("kafka");
        load.config()
                .withObject("/performance")
                // Otherwise the extractor would wait for space.
                .put("min_free_disk_mb", 0)
                // A thousand transactions: the upload is faster, so that rows are left to be read.
                .put("chunk_rows", 100);
        load.rowsPerSecond(20_000);
        ChildProcess first = load.start("run");
        load.awaitUploaded(stage.percent(10, 60));
        Path ballast = disk.resolve("ballast");
        load.fault(() -> {
            long filled = fill(ballast);
            load.awaitEnd(first, 4);
            load.prove("megabytes were written until the disk was full", filled >> 20);
        });
        load.proveReading();
        load.prove(
                "the load ended with a sentence",
                first.stderr()
                        .contains("The embedded broker stopped because its disk is full or failed (" + disk
                                + "): free space and start again; nothing is lost."));
        load.mayRepeat(Load.WINDOW);
        delete(ballast);
        ChildProcess second = load.start("run");
        load.healed();
        load.awaitEnd(second, 0);
        // The broker ended with the load: what is in its topics is judged on another.
        var ignored = stage.keep(LocalBroker.open(stage.folder()));
    }

    /** A disk of its own for the broker, which goes when the scenario has been judged. */
    private static Path mount(Stage stage) {
        Path disk = stage.folder().resolve(".skyflow-loader");
        try {
            Files.createDirectory(disk);
            String size = "size=" + MEGABYTES + "m,mode=0700";
            if (run("mount", "-t", "tmpfs", "-o", size, "tmpfs", disk.toString()) != 0) {
                throw stage.skip("a tmpfs cannot be mounted here, which needs root");
            }
            var ignored = stage.keep(
                    () -> Load.require("cannot unmount " + disk, run("umount", "--lazy", disk.toString()) == 0));
            return disk.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int run(String... command) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Writes until nothing more goes in, and gives the number of bytes. */
    private static long fill(Path file) {
        byte[] block = new byte[4_096];
        long written = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            while (written < (long) MEGABYTES << 20) {
                out.write(block);
                written += block.length;
            }
        } catch (IOException full) {
            return written;
        }
        throw new AssertionError("the disk of " + MEGABYTES + " MB took more than it holds");
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
