package com.skyflow.loader.extractor.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.common.row.PairCodec;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.extractor.source.SourceRow;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class RowRecordsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T03:00:00Z"), ZoneOffset.UTC);

    @Property
    void rowsAreSpreadEvenly(@ForAll @IntRange(min = 1, max = 50) int partitions) {
        long[] counts = new long[partitions];
        RowRecords records = records(partitions);
        for (long row = 1; row <= 100L * partitions; row++) {
            counts[partition(records, row, "v")]++;
        }
        assertThat(counts).containsOnly(100);
    }

    @Property
    void thePlaceOfARowTellsNothingOfItsValue(
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long row, @ForAll String value) {
        RowRecords records = records(12);
        assertThat(partition(records, row, value)).isEqualTo(partition(records, row, "v"));
    }

    @Test
    void aHundredRowsInARowShareAPartition() {
        RowRecords records = records(12);
        assertThat(partition(records, 1, "v")).isZero();
        assertThat(partition(records, 100, "v")).isZero();
        assertThat(partition(records, 101, "v")).isEqualTo(1);
        assertThat(partition(records, 1_201, "v")).isZero();
    }

    @Test
    void anInvalidRowGoesToTheSamePartitionOfTheDeadLetters() {
        ProducerRecord<byte[], byte[]> record = records(12)
                .deadLetter(
                        new SourceRow.Invalid(777, "The value is empty.", "d.csv", new byte[0], "t".getBytes(UTF_8)));
        assertThat(record.topic()).isEqualTo("byot.ssn.dead-letter");
        assertThat(record.partition()).isEqualTo(partition(records(12), 777, "v"));
        assertThat(record.key()).isEqualTo("r1/777".getBytes(UTF_8));
        assertThat(record.value()).isEqualTo("{\"value\":\"\",\"token\":\"t\"}".getBytes(UTF_8));
    }

    private static RowRecords records(int partitions) {
        return new RowRecords(new Topics("byot"), new VaultName("ssn"), "r1", partitions, CLOCK);
    }

    private static int partition(RowRecords records, long row, String value) {
        Integer partition =
                records.row(row, PairCodec.encode(new Pair(text(value), "t"))).partition();
        assertThat(partition).isNotNull();
        return partition;
    }

    /** A valid row holds no surrogate alone: its bytes were UTF-8. */
    private static String text(String any) {
        return new String(any.getBytes(UTF_8), UTF_8);
    }
}
