package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.Terminal;
import com.skyflow.loader.cli.clear.Clearing;
import com.skyflow.loader.common.config.Config;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.vault.client.VaultClientSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Empties vaults, as far as these flags allow it. */
final class ClearFlags {
    @Option(
            names = {"-yes", "--yes"},
            description = "Empty vaults without asking for their names.")
    private boolean sure;

    @Option(
            names = {"-force", "--force"},
            description = "Empty also what looks like a production vault.")
    private boolean force;

    /**
     * Looks whether vaults may be emptied; calls none.
     *
     * @throws LoaderException if they look like production, or nobody can be asked
     */
    void ensureAllowed(Config config) {
        config.vaultApi().productionHost().filter(host -> !force).ifPresent(host -> {
            throw refused(
                    "%s looks like production (expected of a test vault: this machine, or a host of skyflowapis-preview.com, skyflowapis.tech or skyflowapis.dev). If it is a test vault, say so with --force."
                            .formatted(host));
        });
        if (!sure && Terminal.find().isEmpty()) {
            throw refused("it has to be confirmed with the vault's name on a terminal, or with --yes.");
        }
    }

    /**
     * Says what will be emptied, asks, and empties.
     *
     * @param told is told of each vault that is empty
     * @throws LoaderException if it is not confirmed, or cannot be finished
     */
    void clear(Config config, List<VaultConfig> vaults, VaultClientSettings client, Consumer<String> told) {
        Map<Clearing, Long> full = new LinkedHashMap<>();
        List<Clearing> clearings = vaults.stream()
                .map(vault -> new Clearing(vault, config, client))
                .toList();
        try {
            clearings.forEach(clearing -> full.put(clearing, clearing.count()));
            full.forEach((clearing, records) -> announce(clearing.vault(), records));
            full.values().removeIf(records -> records == 0);
            if (!sure) {
                full.keySet().forEach(clearing -> ask(clearing.vault()));
            }
            full.forEach((clearing, records) -> {
                clearing.empty(left -> progress(clearing.vault(), left));
                told.accept(number("Vault %s: %,d records deleted", clearing.vault(), records));
            });
        } finally {
            clearings.forEach(Clearing::close);
        }
    }

    private static void announce(VaultConfig vault, long records) {
        System.err.println(String.format(
                Locale.ROOT,
                "Vault %s: table %s of vault %s at %s holds %,d records%s",
                vault.name(),
                vault.destination().table(),
                vault.destination().vaultId(),
                vault.destination().url(),
                records,
                records == 0 ? "." : ", which will be deleted."));
    }

    private static void progress(VaultConfig vault, long left) {
        System.err.println(number("Vault %s: %,d records left", vault, left));
    }

    private static String number(String text, VaultConfig vault, long records) {
        return String.format(Locale.ROOT, text, vault.name(), records);
    }

    private static void ask(VaultConfig vault) {
        String name = vault.name().text();
        String answer = Terminal.ask("Type the vault's name (%s) to delete them for ever: ".formatted(name))
                .orElse("");
        if (!answer.strip().equals(name)) {
            throw refused("the name that was typed is not that of the vault (expected: %s).".formatted(name));
        }
    }

    private static LoaderException refused(String reason) {
        return new LoaderException(ExitCode.USAGE, "Nothing was emptied: " + reason);
    }
}
