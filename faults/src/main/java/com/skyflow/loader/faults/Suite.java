package com.skyflow.loader.faults;

import com.skyflow.loader.faults.clock.ClockFaults;
import com.skyflow.loader.faults.cluster.ClusterFaults;
import com.skyflow.loader.faults.network.NetworkFaults;
import com.skyflow.loader.faults.process.ProcessFaults;
import com.skyflow.loader.faults.vault.VaultFaults;
import java.util.List;
import java.util.stream.Stream;

/** Every scenario, in the order of the table. */
final class Suite {
    private Suite() {}

    static List<Scenario> scenarios() {
        return Stream.of(ProcessFaults.ALL, VaultFaults.ALL, ClockFaults.ALL, NetworkFaults.ALL, ClusterFaults.ALL)
                .flatMap(List::stream)
                .toList();
    }

    /** The scenario of a name. */
    static Scenario scenario(String name) {
        return scenarios().stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such fault: " + name));
    }
}
