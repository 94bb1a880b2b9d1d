package com.skyflow.loader.extractor;

import static com.skyflow.loader.extractor.Load.DOB;
import static com.skyflow.loader.extractor.Load.NAME;
import static com.skyflow.loader.extractor.Load.SSN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.extractor.source.SourceStub;
import com.skyflow.loader.extractor.source.Survey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurveysTest {
    @TempDir
    Path folder;

    @Test
    void countsAsManySourcesAtOnceAsThereAreProcessors() {
        int processors = Runtime.getRuntime().availableProcessors();
        CyclicBarrier together = new CyclicBarrier(processors);
        List<VaultSource> vaults = IntStream.range(0, 2 * processors)
                .mapToObj(number -> Load.of(new VaultName("vault-" + number), new Meeting(together)))
                .toList();
        assertThat(Surveys.of(vaults))
                .containsOnlyKeys(vaults.stream().map(VaultSource::vault).toList());
    }

    @Test
    void tellsTheFirstSourceThatIsMalformed() throws Exception {
        Load load = new Load(folder);
        VaultSource name = load.rows(NAME, 100_000);
        VaultSource dob = load.rows(DOB, 100_000);
        VaultSource ssn = load.rows(SSN, 0);
        // Found last, and found first.
        Files.writeString(load.data(DOB), Files.readString(load.data(DOB)) + "\"");
        Files.writeString(load.data(SSN), "\"");
        assertThatThrownBy(() -> Surveys.of(List.of(name, dob, ssn)))
                .isInstanceOfSatisfying(
                        LoaderException.class,
                        e -> assertThat(e.sentence()).startsWith(load.data(DOB) + ", line 100002: "));
    }

    /** A source that is counted when so many others are, too. */
    private static final class Meeting extends SourceStub {
        private final CyclicBarrier together;

        Meeting(CyclicBarrier together) {
            this.together = together;
        }

        @Override
        public Optional<Survey> survey() {
            try {
                int ignored = together.await(5, TimeUnit.MINUTES);
                return Optional.empty();
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new AssertionError(e);
            }
        }
    }
}
