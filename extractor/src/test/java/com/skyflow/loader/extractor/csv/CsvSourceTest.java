package com.skyflow.loader.extractor.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.loader.common.ledger.Checkpoint.Repeats;
import com.skyflow.loader.extractor.source.Source;
import com.skyflow.loader.extractor.source.Survey;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSourceTest {
    @TempDir
    Path path;

    @Test
    void readsOneVaultOfTwoFilesThatHoldFour() {
        Folder folder = new Folder(path);
        Path data = folder.write("patient_data.csv", "full_name,id,dob,ssn\nA,1,1970-01-01,5\n\"B, C\",2,,6\n");
        Path tokens = folder.write(
                "patient_tokens.csv", "full_name_token,id_token,dob_token,ssn_token\nn1,i1,d1,s1\nn2,i2,d2,s2\n");
        assertThat(Folder.read(source(new CsvFiles.TwoFiles(data, "full_name", tokens, "full_name_token"))))
                .containsExactly("1: A -> n1", "2: B, C -> n2");
        assertThat(Folder.read(source(new CsvFiles.TwoFiles(data, "dob", tokens, "dob_token"))))
                .containsExactly("1: 1970-01-01 -> d1", "2 in patient_data.csv: The value is empty. [] [d2]");
    }

    @Test
    void takesAHeaderAloneForNoRows() {
        Source source = new Folder(path).two("v", "t\n");
        assertThat(source.survey()).contains(Survey.of(0, 0, new Repeats(0, true)));
        assertThat(Folder.read(source)).isEmpty();
    }

    @Test
    void findsHeadersAmongSpaces() {
        assertThat(Folder.read(new Folder(path).two(" v \n1\n", "\"t \"\nA\n"))).containsExactly("1: 1 -> A");
    }

    @Test
    void appendsSuffixesWhereAsked() {
        Path file = new Folder(path).write("f.csv", "v,t\n1,A\n");
        Source source = CsvSource.of(
                new CsvFiles.OneFile(file, "v", "t"), 0, new Suffix.Unique(Instant.ofEpochSecond(1_795_220_634), 1));
        assertThat(source.identity().appendSuffix()).isTrue();
        assertThat(Folder.read(source))
                .singleElement()
                .asString()
                .matches("1: 1_1795220634_[a-z0-9]{16} -> A_1795220634_[a-z0-9]{16}");
    }

    @Test
    void refusesSettingsThatCannotBeMeant() {
        assertThatThrownBy(() -> new CsvFiles.OneFile(path, "v", "v"))
                .hasMessage("'v' holds both values and tokens (expected: two columns)");
        assertThatThrownBy(() -> new CsvFiles.TwoFiles(path, "v", path, " "))
                .hasMessage("column: ' ' (expected: the name of a column)");
        assertThatThrownBy(() -> new Folder(path).two(-1)).hasMessage("max records: -1 (expected: 0 or more)");
    }

    private static Source source(CsvFiles files) {
        return CsvSource.of(files, 0, new Suffix.None());
    }
}
