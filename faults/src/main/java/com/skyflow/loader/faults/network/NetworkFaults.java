package com.skyflow.loader.faults.network;

import com.skyflow.loader.faults.Scenario;
import java.util.List;

/** The faults of lines. */
public final class NetworkFaults {
    public static final List<Scenario> ALL = List.of(
            new KafkaLine("kafka-cut", LineFault.CUT),
            new KafkaLine("kafka-hung", LineFault.HUNG),
            new KafkaLine("kafka-slow", LineFault.SLOW),
            new VaultLine("vault-cut", LineFault.CUT),
            new VaultLine("vault-hung", LineFault.HUNG),
            new VaultLine("vault-slow", LineFault.SLOW));

    private NetworkFaults() {}
}
