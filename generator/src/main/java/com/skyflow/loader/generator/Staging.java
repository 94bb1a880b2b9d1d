package com.skyflow.loader.generator;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files of one generation on their way into a folder: all of them get their names together, when all are whole, or none
 * does. Owned by one thread.
 */
final class Staging implements AutoCloseable {
    /** The two files of a vault. */
    record Parts(PartFile data, PartFile tokens) {}

    private final FolderLock lock;
    private final List<PartFile> opened = new ArrayList<>();
    private final Map<MockVault, Parts> parts = new EnumMap<>(MockVault.class);

    private Staging(FolderLock lock) {
        this.lock = lock;
    }

    /**
     * Creates the folder if it is missing, and in it every file under its temporary name.
     *
     * @throws LoaderException if somebody else generates there, or files are there that must be kept
     */
    static Staging open(Path folder, GenerationPlan plan, Existing existing) throws IOException {
        Files.createDirectories(folder);
        Staging staging = new Staging(FolderLock.take(folder).orElseThrow(() -> busy(folder)));
        try {
            if (existing == Existing.KEEP) {
                refuseToReplace(folder, plan);
            }
            staging.openParts(folder, plan.rows().keySet());
            return staging;
        } catch (IOException | RuntimeException e) {
            try (staging) {
                throw e;
            }
        }
    }

    private static LoaderException busy(Path folder) {
        return new LoaderException(
                ExitCode.USAGE,
                folder + ": another generate is writing here (wait for it, or choose another folder with --out)");
    }

    private static void refuseToReplace(Path folder, GenerationPlan plan) {
        List<String> files =
                plan.filesIn(folder).stream().map(file -> "  " + file).toList();
        if (!files.isEmpty()) {
            throw new LoaderException(
                    ExitCode.USAGE,
                    "nothing was written, because these files would be replaced"
                            + " (allow it with --force, or choose another folder with --out):\n"
                            + String.join("\n", files));
        }
    }

    private void openParts(Path folder, Set<MockVault> vaults) throws IOException {
        for (MockVault vault : vaults) {
            PartFile data = open(folder.resolve(vault.dataFile()), vault.dataHeader());
            PartFile tokens = open(folder.resolve(vault.tokenFile()), vault.tokenHeader());
            parts.put(vault, new Parts(data, tokens));
        }
    }

    private PartFile open(Path target, String header) throws IOException {
        PartFile file = new PartFile(target);
        opened.add(file);
        file.writeHeader(header);
        return file;
    }

    Parts of(MockVault vault) {
        Parts found = parts.get(vault);
        if (found == null) {
            throw new IllegalArgumentException(vault.text() + " is not in the plan");
        }
        return found;
    }

    /**
     * Gives every file its name. The old tokens go first and the new ones come last, so that no instant shows the values of one
     * generation beside the tokens of another.
     */
    void publish() throws IOException {
        for (Parts files : parts.values()) {
            Files.deleteIfExists(files.tokens().target());
            files.data().moveIntoPlace();
            files.tokens().moveIntoPlace();
        }
    }

    /** Removes what was not published. */
    @Override
    public void close() throws IOException {
        try (lock) {
            for (PartFile file : opened) {
                file.close();
            }
        }
    }
}
