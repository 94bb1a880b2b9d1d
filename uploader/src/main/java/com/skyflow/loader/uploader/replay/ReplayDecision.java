package com.skyflow.loader.uploader.replay;

import com.skyflow.loader.common.deadletter.DeadLetter;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.ledger.RunLog;
import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.common.row.PairCodec;
import com.skyflow.loader.common.row.RowKey;
import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.common.vault.VaultName;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Replays what an uploader will take, and parks what was replayed often enough. A row that the uploader would refuse would stop its
 * vault, and one that it would discard would be lost: these stay dead letters. Owned by one thread.
 */
public final class ReplayDecision implements Decision, AutoCloseable {
    private final VaultName vault;
    private final Destination destination;
    private final int maxReplays;
    private final Function<RowKey, Optional<Pair>> corrections;
    private final RunLog runs;

    /**
     * @param destination where the uploaders of the vault send rows
     * @param maxReplays times that a row is replayed at most
     * @param corrections what is to be published in place of a row; empty for the row as it is
     */
    public ReplayDecision(
            KafkaClients clients,
            VaultName vault,
            Destination destination,
            int maxReplays,
            Function<RowKey, Optional<Pair>> corrections) {
        this.corrections = corrections;
        this.vault = vault;
        this.destination = destination;
        this.maxReplays = maxReplays;
        this.runs = new RunLog(clients);
        runs.readToEnd();
    }

    @Override
    public Fate of(ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {
        if (PairCodec.decode(row(record)).isEmpty()) {
            return Fate.NO_PAIR;
        }
        Optional<Checkpoint> run =
                RowKey.parse(record.key()).flatMap(key -> runs.latest(new LedgerKey(key.run(), vault)));
        if (run.isEmpty()) {
            return Fate.UNKNOWN_RUN;
        }
        if (run.get().state() == State.ABANDONED) {
            return Fate.ABANDONED;
        }
        if (!run.get().destination().equals(destination)) {
            return Fate.ELSEWHERE;
        }
        return letter.replays() >= maxReplays ? Fate.PARKED : Fate.REPLAYED;
    }

    @Override
    public byte[] row(ConsumerRecord<byte[], byte[]> record) {
        return RowKey.parse(record.key())
                .flatMap(corrections)
                .map(PairCodec::encode)
                .orElse(record.value());
    }

    @Override
    public void close() {
        runs.close();
    }
}
