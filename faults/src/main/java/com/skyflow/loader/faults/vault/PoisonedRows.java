package com.skyflow.loader.faults.vault;

import com.skyflow.loader.common.row.Pair;
import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.InjectedFault.Place;
import com.skyflow.loader.local.simulator.fault.PoisonValues;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.testing.ChildProcess;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows that the vault refuses, at one position of their batches: they and no others become dead letters. */
record PoisonedRows(Position position) implements Scenario {
    private static final int ROWS = 7;
    private static final int BATCH = 250;

    /** Where in its batch a row stands. */
    enum Position {
        FIRST(0),
        MIDDLE(PoisonedRows.BATCH / 2),
        LAST(PoisonedRows.BATCH - 1);

        private final int row;

        Position(int row) {
            this.row = row;
        }
    }

    @Override
    public String name() {
        return "poison-" + position.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void play(Stage stage) {
        Load load = stage.load();
        // One partition, and batches of which none is sent before it is full: the last one is so, too.
        load.config().withObject("/kafka").put("partitions", 1);
        load.config().withObject("/performance").put("batch_size", BATCH).put("linger_ms", 60_000);
        load.publish();
        load.rowsPerSecond(15_000);
        Set<Integer> poisoned = chosen(stage, load.rows(0));
        InjectedFault poison = load.vault()
                .inject(
                        new Fault.Poison(
                                new PoisonValues.Listed(poisoned.stream()
                                        .map(load.source()::row)
                                        .map(Pair::value)
                                        .collect(Collectors.toSet())),
                                400,
                                Fault.Poison.Message.QUOTES_VALUE),
                        Trigger.always());
        load.expectDeadLetters(poisoned);
        ChildProcess uploader = load.start("upload", "--until-drained");
        load.awaitUploaded(10);
        load.fault(() -> load.awaitUploaded(90));
        load.awaitEnd(uploader, 2);
        Place place = new Place(position.row, BATCH);
        long there = poison.places().stream().filter(place::equals).count();
        load.prove("%d of %d batches had poison at row %d".formatted(there, ROWS, position.row), there == ROWS);
    }

    /** One row in each of some batches between a fifth and four fifths of the load. */
    private Set<Integer> chosen(Stage stage, List<Integer> rows) {
        int batches = rows.size() / BATCH;
        Set<Integer> chosen = new HashSet<>();
        while (chosen.size() < ROWS) {
            int batch = stage.random().nextInt(batches / 5, batches / 5 * 4);
            chosen.add(rows.get(batch * BATCH + position.row));
        }
        return chosen;
    }
}
