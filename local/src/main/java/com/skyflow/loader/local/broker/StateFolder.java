package com.skyflow.loader.local.broker;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;

/**
 * The folder {@code .skyflow-loader} of a working folder: locks, the broker's port, its secret and its data. Kafka creates its files as
 * the umask has it; nobody else reaches them, because nobody else can enter this folder.
 */
record StateFolder(Path root) {
    private static final Set<PosixFilePermission> OWN_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWN_FILE = PosixFilePermissions.fromString("rw-------");

    /**
     * Creates what is missing.
     *
     * @throws LoaderException if the folder cannot be written, or its secret cannot be read
     */
    static StateFolder in(Path folder) {
        Path root = folder.toAbsolutePath().normalize().resolve(".skyflow-loader");
        try {
            Files.createDirectories(root, PosixFilePermissions.asFileAttribute(OWN_FOLDER));
            Files.setPosixFilePermissions(root, OWN_FOLDER);
            StateFolder state = new StateFolder(root.toRealPath());
            createFile(state.ownerLock());
            createFile(state.attachedLock());
            state.access();
            return state;
        } catch (IOException e) {
            throw new LoaderException(
                    ExitCode.USAGE,
                    "The embedded broker cannot keep its data in " + root + " ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "): make it a folder that you can write, or start in another folder.",
                    e);
        }
    }

    /** Locked by the process that runs the broker. */
    Path ownerLock() {
        return root.resolve("owner.lock");
    }

    /** Locked, shared, by every process that uses the broker of another. */
    Path attachedLock() {
        return root.resolve("attached.lock");
    }

    /** Kafka's own data folder. */
    Path data() {
        return root.resolve("broker");
    }

    /** What its clients have to know. */
    ClientAccess access() {
        return ClientAccess.in(root.resolve("client.properties"));
    }

    /** The port of the broker, or of the one that ran last; empty in a new folder. */
    OptionalInt port() {
        try {
            return OptionalInt.of(Integer.parseInt(Files.readString(portFile()).strip()));
        } catch (IOException | NumberFormatException e) {
            // Without it the broker takes another port, and those who attach wait until it is written.
            return OptionalInt.empty();
        }
    }

    void recordPort(int port) throws IOException {
        Path written = root.resolve("port.new");
        Files.deleteIfExists(written);
        createFile(written);
        Files.writeString(written, port + "\n");
        Files.move(written, portFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The cluster id that the data was formatted with; empty before that. */
    Optional<String> clusterId() {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(data().resolve("meta.properties"))) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new LoaderException(
                    ExitCode.UNFINISHED, "The data of the embedded broker in " + data() + " cannot be read.", e);
        }
        return Optional.ofNullable(properties.getProperty("cluster.id"));
    }

    private Path portFile() {
        return root.resolve("port");
    }

    private static void createFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            try {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OWN_FILE));
            } catch (java.nio.file.FileAlreadyExistsException e) {
                // Another process was quicker.
            }
        }
    }
}
