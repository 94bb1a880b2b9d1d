package com.skyflow.loader.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SubjectTest {
    private static String text(Subject subject, int index) {
        byte[] to = new byte[RowFormat.MAX_ROW_BYTES];
        return new String(to, 0, subject.write(index, to, 0), StandardCharsets.US_ASCII);
    }

    private static List<String> all(Subject subject) {
        return IntStream.range(0, subject.count())
                .mapToObj(index -> text(subject, index))
                .toList();
    }

    @Test
    void namesAreSixtyFourFirstWithSixtyFourLastNames() {
        List<String> names = all(new FullName());

        assertThat(names).hasSize(64 * 64).doesNotHaveDuplicates().allMatch(name -> name.matches("[A-Z]+ [A-Z]+"));
    }

    @Test
    void identifiersAreAllNumbersOfFiveDigits() {
        assertThat(all(new Identifier()))
                .isEqualTo(IntStream.rangeClosed(10_000, 99_999)
                        .mapToObj(String::valueOf)
                        .toList());
    }

    @Test
    void birthDatesAreAllDaysFrom1940To2010() {
        List<String> days = LocalDate.parse("1940-01-01")
                .datesUntil(LocalDate.parse("2011-01-01"))
                .map(LocalDate::toString)
                .toList();

        assertThat(all(new BirthDate())).isEqualTo(days);
    }

    @Test
    void socialSecurityNumbersLeaveOutWhatIsNeverIssued() {
        Subject subject = new SocialSecurityNumber();
        int area = 99 * 9_999;

        assertThat(Stream.of(0, 9_998, 9_999, area - 1, area, 665 * area - 1, 665 * area, subject.count() - 1)
                        .map(index -> text(subject, index)))
                .containsExactly(
                        "001-01-0001",
                        "001-01-9999",
                        "001-02-0001",
                        "001-99-9999",
                        "002-01-0001",
                        "665-99-9999",
                        "667-01-0001",
                        "899-99-9999");
    }
}
