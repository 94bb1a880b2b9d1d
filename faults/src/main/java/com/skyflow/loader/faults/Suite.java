package com.skyflow.loader.faults;

import com.skyflow.loader.faults.cluster.ClusterFaults;
import com.skyflow.loader.faults.network.NetworkFaults;
import com.skyflow.loader.faults.process.ProcessFaults;
import java.util.List;
import java.util.stream.Stream;

/** Every scenario, in the order of the table. */
final class Suite {
    private Suite() {}

    static List<Scenario> scenarios() {
        return Stream.of(ProcessFaults.ALL, ClusterFaults.ALL, NetworkFaults.ALL)
                .flatMap(List::stream)
                .toList();
    }
}
