package com.skyflow.loader.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerationReportTest {
    @Test
    void tellsFilesThenTheSum() {
        GenerationReport report = new GenerationReport(
                List.of(
                        new WrittenFile(Path.of("data", "id_data.csv"), 20_000, 680_003),
                        new WrittenFile(Path.of("data", "id_tokens.csv"), 20_000, 700_009)),
                20_000,
                Duration.ofMillis(500));

        assertThat(report.lines())
                .containsExactly(
                        "data/id_data.csv: 20,000 rows, 680 kB",
                        "data/id_tokens.csv: 20,000 rows, 700 kB",
                        "20,000 pairs, 1.38 MB in 0.50 s (40,000 pairs/s)");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.00 kB",
        "9994, 9.99 kB",
        "9995, 10.0 kB",
        "99949, 99.9 kB",
        "99950, 100 kB",
        "999499, 999 kB",
        "999500, 1.00 MB",
        "104690201, 105 MB",
        "1500000000, 1.50 GB",
        "1234000000000000, 1234 TB"
    })
    void sizesHaveThreeDigits(long bytes, String text) {
        assertThat(ByteSize.text(bytes)).isEqualTo(text);
    }
}
