package com.skyflow.loader.cli.instance;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.vault.VaultName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A name for an uploader that no other living one of the vault has and that it gets again after a restart: host, folder, and the
 * first number whose lock file in the folder's state is free. The operating system frees the lock of a killed process.
 */
public final class InstanceSlot implements AutoCloseable {
    private static final int SLOTS = 1_000;

    /** Held by this process, which must not even open them again: closing them would free their locks (fcntl). */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final String name;
    private final Path file;
    private final FileChannel channel;

    private InstanceSlot(String name, Path file, FileChannel channel) {
        this.name = name;
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the first free name that begins so.
     *
     * @param folder the working folder
     * @param place what distinguishes the folder from all others
     * @throws LoaderException if the folder cannot be written
     */
    public static InstanceSlot take(Path folder, VaultName vault, String place) {
        Path slots = folder.resolve(".skyflow-loader").resolve("instances");
        try {
            Files.createDirectories(
                    slots, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            for (int number = 0; number < SLOTS; number++) {
                Path file = slots.resolve(vault + "-" + number).toAbsolutePath().normalize();
                FileChannel channel = HELD.add(file) ? lock(file) : null;
                if (channel != null) {
                    return new InstanceSlot(place + "-" + number, file, channel);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new LoaderException(
                    ExitCode.USAGE,
                    "Folder %s cannot be written: the loader keeps its state there.".formatted(slots),
                    e);
        }
        throw new LoaderException(
                ExitCode.USAGE, "More than %d uploaders of vault %s run here.".formatted(SLOTS, vault));
    }

    private static @Nullable FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() != null) {
            return channel;
        }
        channel.close();
        HELD.remove(file);
        return null;
    }

    /** What distinguishes a folder from all others: host and folder. */
    public static String name(Path folder) {
        int place = folder.toAbsolutePath().normalize().hashCode();
        return host() + "-" + HexFormat.of().toHexDigits(place, 6);
    }

    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9_-]", "-");
        } catch (IOException e) {
            return "localhost";
        }
    }

    /** The name. */
    public String name() {
        return name;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD.remove(file);
        }
    }
}
