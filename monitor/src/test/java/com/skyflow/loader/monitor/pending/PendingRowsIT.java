package com.skyflow.loader.monitor.pending;

import static com.skyflow.loader.monitor.Fixture.SSN;
import static com.skyflow.loader.monitor.Fixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.monitor.Fixture;
import com.skyflow.loader.testing.EmbeddedKafka;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PendingRowsIT {
    @RegisterExtension
    static final EmbeddedKafka KAFKA = new EmbeddedKafka();

    @Test
    void areTheRowsOfEachRunBehindTheCommittedOffsets() throws Exception {
        Fixture fixture = Fixture.of(KAFKA);
        assertThat(pending(fixture, "r1")).isZero();

        List<ProducerRecord<byte[], byte[]>> rows = new ArrayList<>();
        for (long row = 1; row <= 30; row++) {
            rows.add(fixture.row("r1", row));
        }
        fixture.write(rows);
        fixture.write(
                List.of(fixture.row("r2", 1), new ProducerRecord<>(fixture.rows(), 0, bytes("foreign"), bytes("x"))));
        assertThat(pending(fixture, "r1")).isEqualTo(30);
        assertThat(pending(fixture, "r2")).isEqualTo(1);
        assertThat(pending(fixture, RowKey.UNKNOWN_RUN)).isEqualTo(1);

        commit(fixture, 1, 4);
        assertThat(pending(fixture, "r1")).isEqualTo(26);
    }

    private static long pending(Fixture fixture, String run) {
        return PendingRows.count(fixture.clients(), List.of(SSN)).of(new LedgerKey(run, SSN));
    }

    private static void commit(Fixture fixture, int partition, long offset) throws Exception {
        KAFKA.admin()
                .alterConsumerGroupOffsets(
                        fixture.clients().settings().topics().uploaderGroup(SSN),
                        Map.of(new TopicPartition(fixture.rows(), partition), new OffsetAndMetadata(offset)))
                .all()
                .get();
    }
}
