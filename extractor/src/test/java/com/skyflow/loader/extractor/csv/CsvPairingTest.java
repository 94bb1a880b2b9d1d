package com.skyflow.loader.extractor.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.ledger.Checkpoint.Repeats;
import com.skyflow.loader.extractor.source.RowReader;
import com.skyflow.loader.extractor.source.Source;
import com.skyflow.loader.extractor.source.Start;
import com.skyflow.loader.extractor.source.Survey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class CsvPairingTest {
    /** A value and a token, either of which may be empty. */
    record Row(String value, String token) {}

    /** How a file is written. */
    record Form(String lineEnd, boolean quoted, boolean marked, boolean packed, boolean ended) {
        byte[] write(List<List<String>> lines) {
            String text = lines.stream()
                    .map(line -> line.stream().map(this::field).collect(Collectors.joining(",")))
                    .collect(Collectors.joining(lineEnd));
            // Without its line end an empty last line is no line.
            boolean isEnded = ended || text.endsWith(lineEnd);
            byte[] bytes = ((marked ? "\ufeff" : "") + text + (isEnded ? lineEnd : "")).getBytes(UTF_8);
            return packed ? Folder.gzip(bytes) : bytes;
        }

        private String field(String text) {
            boolean needsQuotes =
                    text.startsWith("\"") || text.chars().anyMatch(c -> c == ',' || c == '\n' || c == '\r');
            return needsQuotes || (quoted && !text.isEmpty()) ? '"' + text.replace("\"", "\"\"") + '"' : text;
        }
    }

    @Property(tries = 300)
    void readsBackWhatWasWritten(
            @ForAll("rows") List<Row> rows, @ForAll("forms") Form data, @ForAll("forms") Form tokens) {
        Folder.withNew(folder -> {
            Source source = two(folder, rows, data, tokens);
            assertThat(Folder.read(source)).isEqualTo(expected(rows, "d.csv", "t.csv"));
            assertThat(source.survey()).contains(Survey.of(rows.size(), 0, new Repeats(repeats(rows), true)));
        });
    }

    @Property(tries = 200)
    void readsTheSameFromOneFileWithOtherColumns(@ForAll("rows") List<Row> rows, @ForAll("forms") Form form) {
        byte[] file = form.write(lines(rows, "x", row -> List.of(row.token(), "x\n\u00fc", row.value())));
        Folder.withNew(folder -> {
            assertThat(Folder.read(folder.one(file))).isEqualTo(expected(rows, "f.csv", "f.csv"));
            assertThat(Folder.read(Folder.input(file))).isEqualTo(expected(rows, StreamSource.NAME, StreamSource.NAME));
        });
    }

    @Property(tries = 200)
    void resumesAtAnyPosition(
            @ForAll("rows") List<Row> rows, @ForAll("forms") Form form, @ForAll @IntRange(max = 20) int anywhere) {
        int position = Math.min(anywhere, rows.size());
        Folder.withNew(folder -> {
            Source source = two(folder, rows, form, form);
            assertThat(Folder.read(source, new Start("run-1", position, null, (long) rows.size())))
                    .isEqualTo(expected(rows, "d.csv", "t.csv").subList(position, rows.size()));
        });
    }

    @Property(tries = 100)
    void leavesOutWhatIsBeyondTheLimit(@ForAll("rows") List<Row> rows, @ForAll @IntRange(min = 1, max = 20) int limit) {
        int read = Math.min(limit, rows.size());
        Folder.withNew(folder -> {
            two(folder, rows, new Form("\n", false, false, false, true), new Form("\n", false, false, false, true));
            Source source = folder.two(limit);
            Survey survey = Survey.of(read, rows.size() - read, new Repeats(repeats(rows.subList(0, read)), true));
            assertThat(source.survey()).contains(survey);
            assertThat(Folder.read(source, new Start("run-1", 0, null, survey.rows())))
                    .isEqualTo(expected(rows, "d.csv", "t.csv").subList(0, read));
        });
    }

    @Property(tries = 100)
    void aBadByteHarmsNoOtherRow(@ForAll("rows") List<Row> rows, @ForAll @IntRange(max = 19) int anywhere) {
        if (anywhere >= rows.size()) {
            return;
        }
        // U+0001 occurs nowhere else: it marks the place of the bad byte, which no text can hold.
        List<Row> marked = IntStream.range(0, rows.size())
                .mapToObj(i -> i == anywhere ? new Row("a\u0001b", "T") : rows.get(i))
                .toList();
        Folder.withNew(folder -> {
            Form form = new Form("\r\n", false, false, false, true);
            byte[] data = form.write(lines(marked, "v", row -> List.of(row.value())));
            for (int i = 0; i < data.length; i++) {
                data[i] = data[i] == 1 ? (byte) 0xff : data[i];
            }
            List<String> expected = expected(marked, "d.csv", "t.csv");
            expected.set(anywhere, (anywhere + 1) + " in d.csv: The value is not valid UTF-8. [a\u00ffb] [T]");
            assertThat(Folder.read(folder.two(data, form.write(lines(marked, "t", row -> List.of(row.token()))))))
                    .isEqualTo(expected);
        });
    }

    @Property(tries = 60)
    void standardInputResumesBehindTheSameRows(
            @ForAll("rows") List<Row> rows, @ForAll("forms") Form form, @ForAll @IntRange(max = 20) int anywhere) {
        int position = Math.min(anywhere, rows.size());
        byte[] input = form.write(lines(rows, "v,t", row -> List.of(row.value(), row.token())));
        String hash = hashAfter(input, position);
        try (RowReader reader = Folder.input(input).open(new Start("run-1", position, hash, null))) {
            assertThat(reader.cursor()).isEqualTo(hash);
            assertThat(Folder.readOn(reader))
                    .isEqualTo(
                            expected(rows, StreamSource.NAME, StreamSource.NAME).subList(position, rows.size()));
        }
    }

    @Property(tries = 60)
    void standardInputRefusesOtherRows(
            @ForAll("rows") List<Row> rows, @ForAll @IntRange(min = 1, max = 20) int anywhere) {
        if (anywhere > rows.size()) {
            return;
        }
        Form form = new Form("\n", false, false, false, true);
        Row row = rows.get(anywhere - 1);
        List<Row> others = IntStream.range(0, rows.size())
                .mapToObj(i -> i == anywhere - 1 ? new Row(row.value() + "x", row.token()) : rows.get(i))
                .toList();
        String hash = hashAfter(form.write(lines(rows, "v,t", r -> List.of(r.value(), r.token()))), anywhere);
        byte[] input = form.write(lines(others, "v,t", r -> List.of(r.value(), r.token())));
        assertThatThrownBy(() -> Folder.input(input).open(new Start("run-1", anywhere, hash, null)))
                .isInstanceOf(LoaderException.class)
                .hasMessage("standard input does not begin with the " + CsvProblem.count(anywhere, "row")
                        + " that were read before (expected: the same input again). Give the same input again, or begin anew"
                        + " with --fresh.");
    }

    private static String hashAfter(byte[] input, int position) {
        try (RowReader reader = Folder.input(input).open(new Start("run-1", 0, null, null))) {
            for (int i = 0; i < position; i++) {
                reader.next();
                reader.row();
            }
            return String.valueOf(reader.cursor());
        }
    }

    private static Source two(Folder folder, List<Row> rows, Form data, Form tokens) {
        return folder.two(
                data.write(lines(rows, "v", row -> List.of(row.value()))),
                tokens.write(lines(rows, "t", row -> List.of(row.token()))));
    }

    private static List<List<String>> lines(List<Row> rows, String header, Function<Row, List<String>> fields) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(header.equals("x") ? List.of("t", "x", "v") : List.of(header.split(",")));
        rows.forEach(row -> lines.add(fields.apply(row)));
        return lines;
    }

    private static List<String> expected(List<Row> rows, String data, String tokens) {
        return IntStream.range(0, rows.size())
                .mapToObj(i -> expected(i + 1, rows.get(i), data, tokens))
                .collect(Collectors.toList());
    }

    private static String expected(int number, Row row, String data, String tokens) {
        if (!row.value().isEmpty() && !row.token().isEmpty()) {
            return number + ": " + row.value() + " -> " + row.token();
        }
        String problem = row.value().isEmpty()
                ? "The value is empty" + (row.token().isEmpty() ? " and the token is empty." : ".")
                : "The token is empty.";
        return number + " in " + (row.value().isEmpty() ? data : tokens) + ": " + problem + " [" + latin(row.value())
                + "] [" + latin(row.token()) + "]";
    }

    private static String latin(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private static long repeats(List<Row> rows) {
        Set<String> seen = new HashSet<>();
        return rows.stream()
                .filter(row -> !row.value().isEmpty() && !row.token().isEmpty())
                .filter(row -> !seen.add(row.value()))
                .count();
    }

    @Provide
    Arbitrary<List<Row>> rows() {
        Arbitrary<String> field = Arbitraries.of(
                        "a",
                        "b",
                        "\"",
                        ",",
                        "\n",
                        "\r",
                        "\r\n",
                        " ",
                        "\u00e9",
                        "\u6f22",
                        "\ud83d\ude00",
                        "\ufffd",
                        "\u0000",
                        "\ufeff")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
        return Combinators.combine(field, field).as(Row::new).list().ofMaxSize(20);
    }

    @Provide
    Arbitrary<Form> forms() {
        Arbitrary<Boolean> either = Arbitraries.of(true, false);
        return Combinators.combine(Arbitraries.of("\n", "\r\n", "\r"), either, either, either, either)
                .as(Form::new);
    }
}
