package com.skyflow.loader.cli.instance;

import com.skyflow.loader.common.instance.ProcessFigures;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The figures of this process, as the system gives them. Thread-safe.
 *
 * @param folder where it keeps its state
 */
public record ThisProcess(Path folder) {
    /** Asked for once: a slow name service would delay each report. */
    private static final String HOST = InstanceSlot.host();

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern RESIDENT = Pattern.compile("^VmRSS:\\s+(\\d+) kB$", Pattern.MULTILINE);

    public ProcessFigures read() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new ProcessFigures(
                HOST,
                ProcessHandle.current().pid(),
                version(),
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()),
                cpu(),
                Runtime.getRuntime().availableProcessors(),
                heap.getUsed(),
                heap.getMax(),
                resident(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                freeDisk());
    }

    private static String version() {
        String version = ThisProcess.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    private static Duration cpu() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? Duration.ofNanos(Math.max(0, system.getProcessCpuTime()))
                : Duration.ZERO;
    }

    private static @Nullable Long resident() {
        try {
            Matcher line = RESIDENT.matcher(Files.readString(STATUS));
            return line.find() ? Long.parseLong(line.group(1)) * 1024 : null;
        } catch (IOException e) {
            return null;
        }
    }

    private @Nullable Long freeDisk() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return null;
        }
    }
}
