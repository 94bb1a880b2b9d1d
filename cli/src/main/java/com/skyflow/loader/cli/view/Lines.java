package com.skyflow.loader.cli.view;

import com.skyflow.loader.common.vault.VaultName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lines that show all vaults. Owned by one thread. */
final class Lines {
    private final Map<VaultName, VaultLine> vaults = new HashMap<>();

    List<String> of(List<VaultProgress> progress) {
        long now = System.nanoTime();
        List<String> lines = new ArrayList<>();
        for (VaultProgress vault : progress) {
            VaultLine line = vaults.computeIfAbsent(vault.vault(), VaultLine::new);
            line.add(vault, now);
            lines.add(line.bar(vault));
            line.live(vault).ifPresent(live -> lines.add("         " + live));
        }
        return lines;
    }
}
