package com.skyflow.loader.common.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.skyflow.loader.common.vault.VaultName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The objects in {@code skyflow.vaults}, each read and checked, and checked against each other. */
final class VaultList {
    private final List<Values> vaults = new ArrayList<>();

    private final Problems problems;

    VaultList(Problems problems) {
        this.problems = problems;
    }

    void read(JsonNode array) {
        String path = SkyflowSettings.VAULTS.path();
        if (array.isEmpty()) {
            problems.add(path, "empty (expected: at least one vault)");
        }
        for (int i = 0; i < array.size(); i++) {
            JsonNode vault = array.get(i);
            String vaultPath = path + '[' + i + ']';
            if (vault.isObject()) {
                Values values = Values.read(VaultSettings.SECTION, vaultPath, vault, Overrides.none(), problems);
                VaultSettings.check(values, problems);
                vaults.add(values);
            } else {
                problems.add(vaultPath, Type.kind(vault) + " (expected: an object)");
            }
        }
        refuseTwins();
        refuseSharedInput();
    }

    private void refuseTwins() {
        Map<VaultName, String> firsts = new HashMap<>();
        for (Values vault : vaults) {
            vault.find(VaultSettings.NAME).ifPresent(name -> {
                String label = vault.label(VaultSettings.NAME);
                String first = firsts.putIfAbsent(name, label);
                if (first != null) {
                    problems.add(label, name + " (expected: another name than that of " + first + ")");
                }
            });
        }
    }

    private void refuseSharedInput() {
        vaults.stream()
                .filter(VaultSettings::readsStandardInput)
                .skip(1)
                .forEach(vault -> problems.add(
                        vault.label(VaultSettings.FILE), "- (expected: standard input for one vault only)"));
    }

    List<VaultConfig> configs(String url, FileLayout layout) {
        return vaults.stream()
                .map(vault -> VaultSettings.vault(vault, url, layout))
                .toList();
    }
}
