package com.skyflow.loader.common.instance;

import com.skyflow.loader.common.vault.VaultName;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Who reports: a role, an instance, and the vault that it works for. As text {@code <role>/<instance>/<vault>}. */
public record InstanceKey(Role role, String instance, VaultName vault) implements Comparable<InstanceKey> {
    private static final Comparator<InstanceKey> ORDER = Comparator.comparing(InstanceKey::vault)
            .thenComparing(InstanceKey::role)
            .thenComparing(InstanceKey::instance);

    /** The key of a record in {@code byot.instances}. */
    public byte[] toBytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The record that says that this instance has ended as it should. */
    public ProducerRecord<byte[], byte[]> tombstone(String topic) {
        return new ProducerRecord<>(topic, toBytes(), null);
    }

    @Override
    public int compareTo(InstanceKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return role.name().toLowerCase(Locale.ROOT) + '/' + instance + '/' + vault;
    }
}
