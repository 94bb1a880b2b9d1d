package com.skyflow.loader.faults.cluster;

import com.skyflow.loader.faults.Scenario;
import java.util.List;

/** The faults of a cluster. */
public final class ClusterFaults {
    public static final List<Scenario> ALL = List.of(
            new BrokerKilled("broker-killed", BrokerKilled::leader),
            new BrokerKilled("controller-killed", BrokerKilled::controller),
            new BrokerKilled("coordinator-killed", BrokerKilled::coordinator),
            new CommitsRefused(),
            new DeadLettersRefused(),
            new TopicDeleted(),
            new RowsDeleted(),
            new DiskFull());

    private ClusterFaults() {}
}
