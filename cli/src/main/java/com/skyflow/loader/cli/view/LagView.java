package com.skyflow.loader.cli.view;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.monitor.lag.PartitionLag;
import com.skyflow.loader.monitor.lag.VaultLag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How far uploads are behind. */
public record LagView(List<VaultLag> vaults) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FORM = "  %9s %14s %14s %14s %9s  %s";

    public LagView {
        vaults = List.copyOf(vaults);
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (VaultLag vault : vaults) {
            lines.add("Vault %s: %s rows behind".formatted(vault.vault(), Figures.count(vault.rows())));
            if (!vault.partitions().isEmpty()) {
                lines.add(String.format(
                        Locale.ROOT, FORM, "partition", "committed", "end", "rows behind", "since", "uploader"));
            }
            vault.partitions().forEach(partition -> lines.add(line(partition)));
        }
        return lines;
    }

    private static String line(PartitionLag lag) {
        return String.format(
                Locale.ROOT,
                FORM,
                lag.partition(),
                Figures.count(lag.committed()),
                Figures.count(lag.end()),
                "≈" + Figures.count(lag.offsets()),
                lag.age().map(Figures::clock).orElse("-"),
                lag.owner().orElse("-"));
    }

    /** For programs: an array with an object for each vault. */
    public String json() {
        ArrayNode root = JSON.createArrayNode();
        for (VaultLag vault : vaults) {
            ObjectNode json = root.addObject();
            json.put("vault", vault.vault().text());
            json.put("rows_behind", vault.rows());
            ArrayNode partitions = json.putArray("partitions");
            for (PartitionLag lag : vault.partitions()) {
                ObjectNode partition = partitions.addObject();
                partition.put("partition", lag.partition());
                partition.put("committed", lag.committed());
                partition.put("end", lag.end());
                partition.put("offsets_behind", lag.offsets());
                lag.age().ifPresent(age -> partition.put("seconds_behind", age.toMillis() / 1e3));
                lag.owner().ifPresent(owner -> partition.put("owner", owner));
            }
        }
        return root.toPrettyString();
    }
}
