package com.skyflow.loader.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A Java process that a test starts, signals and ends. It is killed when it is closed, or at the latest when the JVM of the
 * test ends. Thread-safe.
 */
public final class ChildProcess implements AutoCloseable {
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final Process process;
    private final Path stdout;
    private final Path stderr;

    private ChildProcess(Process process, Path stdout, Path stderr) {
        this.process = process;
        this.stdout = stdout;
        this.stderr = stderr;
        RUNNING.add(process);
    }

    /** Starts a command; its output goes to two new files in the folder. */
    public static ChildProcess start(ProcessBuilder command, Path output) {
        try {
            Path stdout = Files.createTempFile(output, "child-", ".out");
            Path stderr = Files.createTempFile(output, "child-", ".err");
            Process process = command.redirectOutput(stdout.toFile())
                    .redirectError(stderr.toFile())
                    .start();
            return new ChildProcess(process, stdout, stderr);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it has printed so far. */
    public String stdout() {
        return read(stdout);
    }

    /** What it has printed to the error stream so far. */
    public String stderr() {
        return read(stderr);
    }

    /** Waits until it has printed a text. Fails at once if it ends without. */
    public void awaitOutput(String text, Duration bound) {
        Wait.until("'" + text + "' from " + this, bound, () -> stdout().contains(text) || !process.isAlive());
        if (!stdout().contains(text)) {
            throw new AssertionError("ended without '" + text + "': " + this);
        }
    }

    /** Waits until it has ended, and gives its status: 128 + signal if a signal ended it. */
    public int awaitExit(Duration bound) {
        Wait.until("the end of " + this, bound, () -> !process.isAlive());
        return process.exitValue();
    }

    /** Kills it and waits until it is dead. */
    public void sigkill() {
        process.destroyForcibly();
        awaitExit(Duration.ofMinutes(2));
    }

    public void sigterm() {
        signal("TERM");
    }

    public void sigstop() {
        signal("STOP");
    }

    public void sigcont() {
        signal("CONT");
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            sigkill();
        }
        RUNNING.remove(process);
    }

    @Override
    public String toString() {
        return "process " + pid() + "\nstdout: " + stdout() + "\nstderr: " + stderr();
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .inheritIO()
                    .start();
            if (!kill.waitFor(1, TimeUnit.MINUTES) || kill.exitValue() != 0) {
                throw new AssertionError("cannot send SIG" + name + " to " + this);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static String read(Path file) {
        try {
            // It may be read in the middle of a write, and so of a character.
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
