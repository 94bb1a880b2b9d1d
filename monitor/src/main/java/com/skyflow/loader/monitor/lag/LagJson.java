package com.skyflow.loader.monitor.lag;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.common.instance.OldestRow;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How far uploaders are behind, for programs. */
public final class LagJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LagJson() {}

    /** An array with an object for each vault. */
    public static ArrayNode of(List<VaultLag> vaults) {
        ArrayNode root = JSON.createArrayNode();
        vaults.forEach(vault -> add(root.addObject(), vault));
        return root;
    }

    private static void add(ObjectNode json, VaultLag vault) {
        json.put("vault", vault.vault().text());
        json.put("rows_behind", vault.rows());
        vault.perSecond().ifPresent(rate -> json.put("rows_per_second", rate));
        vault.timeToFinish().ifPresent(time -> json.put("seconds_to_finish", seconds(time)));
        json.put("bound_by", vault.bound().by().text());
        json.put("advice", vault.bound().advice());
        ArrayNode partitions = json.putArray("partitions");
        vault.partitions().forEach(partition -> add(partitions.addObject(), partition));
    }

    private static void add(ObjectNode json, PartitionLag lag) {
        json.put("partition", lag.partition());
        json.put("committed", lag.committed());
        json.put("end", lag.end());
        json.put("offsets_behind", lag.offsets());
        lag.age().ifPresent(age -> json.put("seconds_behind", seconds(age)));
        lag.perSecond().ifPresent(rate -> json.put("offsets_per_second", rate));
        lag.timeToFinish().ifPresent(time -> json.put("seconds_to_finish", seconds(time)));
        lag.owner().ifPresent(owner -> json.put("owner", owner));
        json.put("stuck", lag.isStuck());
        lag.oldest().ifPresent(row -> add(json.putObject("oldest_row"), row, row.heldFor(lag.at())));
    }

    private static void add(ObjectNode json, OldestRow row, Duration heldFor) {
        if (row.key() != null) {
            json.put("key", row.key());
        }
        json.put("offset", row.offset());
        json.put("attempts", row.attempts());
        json.put("waits_for", row.waitsFor().name().toLowerCase(Locale.ROOT));
        if (row.detail() != null) {
            json.put("detail", row.detail());
        }
        json.put("seconds_oldest", seconds(heldFor));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
