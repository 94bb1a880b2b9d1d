package com.skyflow.loader.local.simulator.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PairTableTest {
    /** A request of rows, or a delete of the record at a place in the list of those held. */
    sealed interface Step {
        record Store(List<Map.Entry<String, String>> rows, Writing writing) implements Step {}

        record Delete(int place) implements Step {}
    }

    /** What a table should do, said with maps: records by id, in order of insertion. */
    private static final class Model {
        private final Uniqueness uniqueness;
        private List<Map.Entry<String, String>> records = new ArrayList<>();
        private long repeated;
        private long tokenChanges;

        Model(Uniqueness uniqueness) {
            this.uniqueness = uniqueness;
        }

        boolean store(List<Map.Entry<String, String>> rows, Writing writing) {
            List<Map.Entry<String, String>> before = new ArrayList<>(records);
            long repeats = 0;
            long changes = 0;
            for (Map.Entry<String, String> row : rows) {
                boolean taken = records.stream()
                        .anyMatch(held -> held.getValue().equals(row.getValue())
                                && !held.getKey().equals(row.getKey()));
                int holder = indexOfValue(row.getKey());
                boolean isSame = records.contains(row);
                boolean refused = taken
                        || (holder >= 0 && writing == Writing.INSERT && uniqueness == Uniqueness.UNIQUE)
                        || (holder >= 0 && writing == Writing.UPSERT_SAME_TOKEN && !isSame);
                if (refused) {
                    records = before;
                    return false;
                }
                repeats += isSame ? 1 : 0;
                if (holder < 0 || writing == Writing.INSERT) {
                    records.add(row);
                } else if (!isSame) {
                    changes++;
                    records.set(holder, row);
                }
            }
            repeated += repeats;
            tokenChanges += changes;
            return true;
        }

        private int indexOfValue(String value) {
            return records.stream().map(Map.Entry::getKey).toList().indexOf(value);
        }
    }

    @Property(tries = 200)
    void holdsWhatAListOfPairsWouldHold(@ForAll("uniqueSteps") List<Step> steps) {
        follow(steps, Uniqueness.UNIQUE);
    }

    @Property(tries = 200)
    void holdsRepeatedValuesAsAListOfPairsWould(@ForAll("repeatableSteps") List<Step> steps) {
        follow(steps, Uniqueness.REPEATABLE);
    }

    private static void follow(List<Step> steps, Uniqueness uniqueness) {
        Model model = new Model(uniqueness);
        try (PairTable table = new PairTable("c", uniqueness, 7)) {
            for (Step step : steps) {
                switch (step) {
                    case Step.Store store ->
                        assertThat(table.store(rows(store.rows()), store.writing()) instanceof Stored.All)
                                .isEqualTo(model.store(store.rows(), store.writing()));
                    case Step.Delete delete -> delete(table, model, delete.place());
                }
                agree(table, model);
            }
        }
    }

    private static void delete(PairTable table, Model model, int place) {
        if (place < model.records.size()) {
            String id =
                    table.list(PairTable.Order.ASCENDING, place, 1).getFirst().id();
            assertThat(table.delete(id)).isTrue();
            assertThat(table.delete(id)).isFalse();
            assertThat(table.byId(id)).isEmpty();
            model.records.remove(place);
        }
    }

    private static void agree(PairTable table, Model model) {
        List<HeldRecord> held = table.list(PairTable.Order.ASCENDING, 0, 1_000);
        assertThat(held.stream().map(record -> Map.entry(record.value(), record.token())))
                .containsExactlyElementsOf(model.records);
        Set<String> values = new HashSet<>();
        Map<String, String> valueOfToken = new HashMap<>();
        model.records.forEach(record -> {
            values.add(record.getKey());
            valueOfToken.put(record.getValue(), record.getKey());
        });
        assertThat(table.counts().records()).isEqualTo(model.records.size());
        assertThat(table.counts().distinctValues()).isEqualTo(values.size());
        assertThat(table.counts().repeated()).isEqualTo(model.repeated);
        assertThat(table.counts().tokenChanges()).isEqualTo(model.tokenChanges);
        for (int i = 0; i < 8; i++) {
            assertThat(table.byToken("t" + i).map(HeldRecord::value).orElse(""))
                    .isEqualTo(valueOfToken.getOrDefault("t" + i, ""));
            assertThat(table.byValue("v" + i).isPresent()).isEqualTo(values.contains("v" + i));
        }
        held.forEach(record -> assertThat(table.byId(record.id())).contains(record));
    }

    private static Rows rows(List<Map.Entry<String, String>> pairs) {
        Rows rows = new Rows();
        pairs.forEach(pair -> {
            rows.begin();
            rows.value(pair.getKey().toCharArray(), 0, pair.getKey().length());
            rows.token(pair.getValue().toCharArray(), 0, pair.getValue().length());
        });
        return rows;
    }

    @Provide
    Arbitrary<List<Step>> uniqueSteps() {
        return steps(Arbitraries.of(Writing.values()));
    }

    @Provide
    Arbitrary<List<Step>> repeatableSteps() {
        return steps(Arbitraries.just(Writing.INSERT));
    }

    private static Arbitrary<List<Step>> steps(Arbitrary<Writing> writings) {
        Arbitrary<Map.Entry<String, String>> pair = Combinators.combine(
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.integers().between(0, 7))
                .as((value, token) -> Map.entry("v" + value, "t" + token));
        Arbitrary<Step> store = Combinators.combine(pair.list().ofMinSize(1).ofMaxSize(4), writings)
                .as(Step.Store::new);
        Arbitrary<Step> delete = Arbitraries.integers().between(0, 5).map(Step.Delete::new);
        return Arbitraries.oneOf(List.of(store, store, store, delete)).list().ofMaxSize(20);
    }

    @Property(tries = 5)
    void findsEveryOneOfManyRecords(@ForAll long seed) {
        try (PairTable table = new PairTable("c", Uniqueness.UNIQUE, seed)) {
            for (int i = 0; i < 5_000; i++) {
                table.store(Rows.of(value(i), "token-" + i), Writing.UPSERT);
            }
            for (int i = 0; i < 5_000; i += 7) {
                HeldRecord held = table.byValue(value(i)).orElseThrow();
                assertThat(held.token()).isEqualTo("token-" + i);
                assertThat(table.byId(held.id())).contains(held);
                assertThat(held.id()).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
            }
            assertThat(table.counts()).isEqualTo(new TableCounts(5_000, 5_000, 5_000, 0, 0, 0));
        }
    }

    private static String value(int i) {
        return "é€𝄞 \"quoted\" ".repeat(i % 3) + i;
    }

    @Test
    void comparesExactlyWithWhatItShouldHold() {
        try (PairTable table = new PairTable("c", Uniqueness.UNIQUE, 1)) {
            table.store(Rows.of("a", "1"), Writing.UPSERT);
            table.store(Rows.of("b", "2"), Writing.UPSERT);
            table.store(Rows.of("c", "3"), Writing.UPSERT);
            LoadCheck check = table.check();
            check.expect("a", "1");
            check.expect("b", "other");
            check.expect("d", "4");
            assertThat(check.result()).isEqualTo(new CheckResult(3, 1, 1, 2));
        }
    }

    @Test
    void countsARepeatedPairOfARepeatableColumnAsExpected() {
        try (PairTable table = new PairTable("c", Uniqueness.REPEATABLE, 1)) {
            table.store(Rows.of("a", "1"), Writing.INSERT);
            table.store(Rows.of("a", "1"), Writing.INSERT);
            table.store(Rows.of("a", "2"), Writing.INSERT);
            LoadCheck check = table.check();
            check.expect("a", "1");
            assertThat(check.result()).isEqualTo(new CheckResult(1, 0, 0, 1));
            assertThat(table.counts()).isEqualTo(new TableCounts(3, 1, 3, 1, 0, 0));
        }
    }

    @Test
    void startsAnewAfterEverythingWasDeleted() {
        try (PairTable table = new PairTable("c", Uniqueness.UNIQUE, 1)) {
            table.store(Rows.of("a", "1"), Writing.INSERT);
            table.deleteAll();
            assertThat(table.store(Rows.of("a", "1"), Writing.INSERT)).isInstanceOf(Stored.All.class);
            assertThat(table.counts()).isEqualTo(new TableCounts(1, 1, 2, 0, 0, 1));
        }
    }
}
