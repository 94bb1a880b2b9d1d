package com.skyflow.loader.uploader;

import com.skyflow.loader.common.deadletter.DeadLetter;
import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.ledger.Calls;
import com.skyflow.loader.uploader.batch.Batch;
import com.skyflow.loader.uploader.health.Lease;
import com.skyflow.loader.uploader.health.RejectionJudge;
import com.skyflow.loader.uploader.send.BatchResult;
import com.skyflow.loader.uploader.send.BatchSender;
import com.skyflow.loader.uploader.send.GivenUp;
import com.skyflow.loader.uploader.send.InFlight;
import com.skyflow.loader.uploader.send.Phase;
import com.skyflow.loader.uploader.send.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The calls of one uploader of a simulation. Each comes forward only when it is told to, and ends as chance has it. */
final class SimulatedVault implements BatchSender {
    private final PollLoopSimulation simulation;
    private final String uploader;
    private final Lease lease;
    private final RejectionJudge judge;
    private final Predicate<TopicPartition> owns;
    private final List<Call> calls = new ArrayList<>();

    /** @param owns whether the group holds a partition for the uploader that makes these calls */
    SimulatedVault(
            PollLoopSimulation simulation,
            String uploader,
            Lease lease,
            RejectionJudge judge,
            Predicate<TopicPartition> owns) {
        this.simulation = simulation;
        this.uploader = uploader;
        this.lease = lease;
        this.judge = judge;
        this.owns = owns;
    }

    @Override
    public InFlight send(Batch batch, Consumer<BatchResult> completed) {
        Call call = new Call(batch, completed);
        calls.add(call);
        return call;
    }

    /** One of the batches comes forward by one step. */
    void progress() {
        if (!calls.isEmpty()) {
            calls.get(simulation.random().nextInt(calls.size())).progress();
        }
    }

    /** The process dies: what was on its way may arrive or not, and nobody is told. */
    void die() {
        List.copyOf(calls).forEach(Call::lose);
        calls.clear();
    }

    /** A batch on its way, from the first row to the last. */
    private final class Call implements InFlight {
        private final Batch batch;
        private final Consumer<BatchResult> completed;
        private final List<GivenUp> givenUp = new ArrayList<>();
        private int done;
        private int loaded;
        private int most;
        private int upTo;
        private boolean inCall;
        private boolean closing;

        Call(Batch batch, Consumer<BatchResult> completed) {
            this.batch = batch;
            this.completed = completed;
            this.most = batch.size();
        }

        @Override
        public boolean withdraw() {
            closing = true;
            return !inCall && loaded == 0;
        }

        @Override
        public void breakOff() {
            closing = true;
            lose();
            simulation.topic().excuseUncommitted(batch.partition());
        }

        @Override
        public Standing standing() {
            return new Standing(
                    batch.records().get(Math.min(done, batch.size() - 1)),
                    0,
                    inCall ? Phase.CALLING : Phase.HELD_UP,
                    Optional.empty());
        }

        /** The answer, if there is one, does not arrive. */
        void lose() {
            if (inCall && simulation.happens(50)) {
                simulation.topic().store(takable());
                simulation.topic().excuse(takable());
            }
            inCall = false;
        }

        void progress() {
            if (inCall) {
                answer();
            } else if (closing || done == batch.size()) {
                end();
            } else if (lease.isHeld()) {
                begin();
            }
        }

        private void begin() {
            SimulatedTopic.ensure(
                    owns.test(batch.partition()),
                    uploader + " called the vault for " + batch + " without owning its partition");
            upTo = Math.min(batch.size(), done + 1 + simulation.random().nextInt(most));
            inCall = true;
        }

        private void answer() {
            List<ConsumerRecord<byte[], byte[]>> rows = batch.records().subList(done, upTo);
            if (simulation.faultHappens(5)) {
                lose();
                return;
            }
            inCall = false;
            if (simulation.faultHappens(5)) {
                return;
            }
            if (rows.stream().noneMatch(SimulatedTopic::isPoison)) {
                simulation.topic().store(rows);
                if (!owns.test(batch.partition())) {
                    // It began before the partition was lost.
                    simulation.topic().excuse(rows);
                }
                judge.accepted(rows.size());
                loaded += rows.size();
                done = upTo;
            } else if (rows.size() > 1) {
                most = Math.max(1, rows.size() / 2);
            } else {
                judge.rejected();
                givenUp.add(letter(rows.getFirst()));
                done = upTo;
            }
        }

        private List<ConsumerRecord<byte[], byte[]>> takable() {
            List<ConsumerRecord<byte[], byte[]>> rows = batch.records().subList(done, upTo);
            return rows.stream().anyMatch(SimulatedTopic::isPoison) ? List.of() : rows;
        }

        private void end() {
            calls.remove(this);
            completed.accept(BatchResult.of(batch, done, loaded, 0, givenUp, Calls.NONE));
        }
    }

    private static GivenUp letter(ConsumerRecord<byte[], byte[]> row) {
        return new GivenUp(
                row,
                new DeadLetter(
                        Reason.REJECTED,
                        "status 400",
                        400,
                        "request",
                        1,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        new DeadLetter.FromTopic(row.topic(), row.partition(), row.offset()),
                        0));
    }
}
