package com.skyflow.loader.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerationPlanTest {
    @Test
    void oneCountIsForAllVaults() {
        assertThat(GenerationPlan.parse(List.of("1_000")).rows())
                .isEqualTo(
                        Map.of(MockVault.NAME, 1000L, MockVault.ID, 1000L, MockVault.DOB, 1000L, MockVault.SSN, 1000L));
    }

    @Test
    void vaultsWithoutACountAreLeftOut() {
        GenerationPlan plan = GenerationPlan.parse(List.of("SSN=1_000_000", "name=0"));

        assertThat(plan.rows()).isEqualTo(Map.of(MockVault.NAME, 0L, MockVault.SSN, 1_000_000L));
        assertThat(plan.pairs()).isEqualTo(1_000_000);
    }

    @Test
    void theHighestCountIsAccepted() {
        assertThat(GenerationPlan.parse(List.of("id=10000000000")).pairs()).isEqualTo(GenerationPlan.MAX_ROWS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nam=5          | nam=5: unknown vault (expected: name, id, dob, ssn)
            =5             | =5: unknown vault (expected: name, id, dob, ssn)
            name=          | name=: no count (expected: 0..10,000,000,000)
            name=many      | name=many: no count (expected: 0..10,000,000,000)
            name=-5        | name=-5: no count (expected: 0..10,000,000,000)
            name=5=6       | name=5=6: no count (expected: 0..10,000,000,000)
            name=_5        | name=_5: no count (expected: 0..10,000,000,000)
            name=5__0      | name=5__0: no count (expected: 0..10,000,000,000)
            id=10000000001 | id=10000000001: no count (expected: 0..10,000,000,000)
            99999999999999999999 | 99999999999999999999: no count (expected: 0..10,000,000,000, or <vault>=<count> such as name=5000)
            name           | name: no count (expected: 0..10,000,000,000, or <vault>=<count> such as name=5000)
            """)
    void whatIsNoCountIsRefused(String argument, String message) {
        assertRefused(List.of(argument), message);
    }

    @Test
    void nothingIsRefused() {
        assertRefused(
                List.of(),
                "no count (expected: one for all vaults, such as 1000, or one for each of some, such as name=5000 ssn=10000)");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertRefused(List.of("nam=5", "1000", "id=x", "dob=1", "dob=2"), """
                nam=5: unknown vault (expected: name, id, dob, ssn)
                1000: a count for all vaults stands alone (expected: 1000 and nothing else, or <vault>=<count> for each of some vaults)
                id=x: no count (expected: 0..10,000,000,000)
                dob=2: the second count for dob (expected: one)""");
    }

    private static void assertRefused(List<String> arguments, String message) {
        assertThatThrownBy(() -> GenerationPlan.parse(arguments))
                .isInstanceOf(LoaderException.class)
                .hasMessage(message)
                .extracting(e -> ((LoaderException) e).exitCode())
                .isEqualTo(ExitCode.USAGE);
    }
}
