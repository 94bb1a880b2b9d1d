package com.skyflow.loader.monitor.errorlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.loader.common.row.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorLogTest {
    @TempDir
    Path folder;

    @Test
    void givesTheRowsOfALogThatShowsThem() throws IOException {
        ErrorLog log = read("""
                {"vault_name":"NAME","run":"r1","errors":[
                {"records":[{"Value":"Ann","Token":"t1"}],"error":"Invalid ***","row":7,"origin":{"row":1}},
                {"records":[{"ValueBase64":"AA==","Token":"t2"}],"row":8},
                {"records":[{"Value":"Bob","Token":"t3"}],"row":9},
                {"records":[{"Record":"x"}],"row":0}]}
                """);

        assertThat(log.vault()).isEqualTo("NAME");
        assertThat(log.run()).isEqualTo("r1");
        assertThat(log.pairs()).isEqualTo(Map.of(7L, new Pair("Ann", "t1"), 9L, new Pair("Bob", "t3")));
        assertThat(log.unusable()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    batch 1 failed                                                      | it is no JSON
                    {"vault_name":"NAME","run":"r1","errors":[{"records                 | it is no JSON
                    [1]                                                                 | it is no JSON object
                    {"vault_name":"NAME","errors":[]}                                   | it names no run
                    {"vault_name":"NAME","run":"r1","errors":5}                         | its errors are no list
                    {"errors":[{"batch_number":0,"records":[{"Value":"v","Token":"t"}]}]} | entry 1 names no row
                    """)
    void ofAnotherToolIsRefused(String text, String reason) {
        assertThatThrownBy(() -> read(text))
                .hasMessage(
                        "%s is no error log of this loader (%s). Give one that a load wrote with --error-log-values.",
                        folder.resolve("log"), reason);
    }

    @Test
    void thatIsMaskedIsRefused() {
        assertThatThrownBy(
                        () -> read(
                                "{\"vault_name\":\"NAME\",\"run\":\"r1\",\"errors\":[{\"records\":[{\"Value\":\"***\",\"Token\":\"***\"}],\"row\":7}]}"))
                .hasMessage(
                        "%s is masked: it holds *** in place of values and tokens, so that nothing can be replayed from it. Leave --error-log out to replay what is open in Kafka, or have the log written anew with --error-log-values.",
                        folder.resolve("log"));
    }

    @Test
    void thatIsNotThereIsRefused() {
        assertThatThrownBy(() -> ErrorLog.read(folder.resolve("none")))
                .hasMessage("There is no file %s (expected: an error log).", folder.resolve("none"));
    }

    private ErrorLog read(String text) throws IOException {
        return ErrorLog.read(Files.writeString(folder.resolve("log"), text));
    }
}
