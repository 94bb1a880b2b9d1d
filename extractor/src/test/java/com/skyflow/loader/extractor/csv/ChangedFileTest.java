package com.skyflow.loader.extractor.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.extractor.source.RowReader;
import com.skyflow.loader.extractor.source.Source;
import com.skyflow.loader.extractor.source.Start;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that held three rows when they were counted. */
class ChangedFileTest {
    private static final String REMEDY = " Put the file back as it was and start again, or begin anew with --fresh.";

    @TempDir
    Path path;

    @ParameterizedTest
    @MethodSource("changes")
    void stopsBeforeARowOfAnotherPlace(String data, String tokens, int readable, String sentence) {
        try (RowReader reader = new Folder(path).two(data, tokens).open(new Start("run-1", 0, null, 3L))) {
            for (int i = 0; i < readable; i++) {
                assertThat(reader.next()).isTrue();
            }
            LoaderException failure = catchThrowableOfType(LoaderException.class, reader::next);
            assertThat(failure.sentence().replace(path + "/", "")).isEqualTo(sentence + REMEDY);
            assertThat(failure.exitCode()).isEqualTo(ExitCode.STOPPED);
        }
    }

    static Stream<Arguments> changes() {
        String changed = " changed after its rows were counted: it ";
        return Stream.of(
                arguments("v\n1\n2\n", "t\nA\nB\n", 2, "d.csv" + changed + "ends after row 2 (expected: 3 rows)."),
                arguments("v\n1\n2\n3\n", "t\nA\nB\n", 2, "t.csv" + changed + "ends after row 2 (expected: 3 rows)."),
                arguments(
                        "v\n1\n2\n3\n",
                        "t\nA\nB\nC\nD\n",
                        3,
                        "t.csv" + changed + "goes on behind row 3 (expected: 3 rows)."),
                arguments(
                        "v\n1\n2\n3\n4\n",
                        "t\nA\nB\nC\nD\n",
                        3,
                        "d.csv" + changed + "goes on behind row 3 (expected: 3 rows)."));
    }

    @Test
    void stopsBeforeAPositionThatIsNoLongerThere() {
        Source source = new Folder(path).two("v\n1\n", "t\nA\n");
        assertThat(catchThrowableOfType(LoaderException.class, () -> source.open(new Start("run-1", 2, null, 3L))))
                .hasMessage(path.resolve("d.csv")
                        + " changed after its rows were counted: it ends after row 1 (expected: 3 rows)." + REMEDY);
    }

    @Test
    void stopsAtALineThatBecameMalformed() {
        Source source = new Folder(path).two("v\n1\n2,\n3\n", "t\nA\nB\nC\n");
        try (RowReader reader = source.open(new Start("run-1", 1, null, 3L))) {
            LoaderException failure = catchThrowableOfType(LoaderException.class, reader::next);
            assertThat(failure)
                    .hasMessage(path.resolve("d.csv")
                            + ", line 3: 2 columns (expected: 1 as in the header); 1 row before it were read. Correct it and"
                            + " start again.");
            assertThat(failure.exitCode()).isEqualTo(ExitCode.STOPPED);
        }
    }

    @Test
    void readsUpToTheLimitHoweverManyRowsFollow() {
        new Folder(path).two("v\n1\n2\n3\n", "t\nA\nB\nC\nD\n");
        assertThat(Folder.read(new Folder(path).two(2), new Start("run-1", 0, null, 2L)))
                .containsExactly("1: 1 -> A", "2: 2 -> B");
    }
}
