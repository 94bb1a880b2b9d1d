package com.skyflow.loader.common.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RedactorPropertyTest {
    private static final Redactor REDACTOR = Redactor.of(List.of("name", "https://docs.skyflow.com/"));

    /** A value, and a message that quotes it with an escape chosen anew for each character. */
    record Quote(String value, String message) {}

    @Property(tries = 3_000)
    void noPieceOfSixCharactersSurvives(@ForAll("quotes") Quote quote) {
        String redacted = REDACTOR.redact(quote.message(), List.of("SOMETHING ELSE", quote.value()));

        for (String piece : pieces(quote.value())) {
            for (Escape escape : Escape.values()) {
                assertThat(redacted.toLowerCase(Locale.ROOT))
                        .doesNotContain(escape.all(piece).toLowerCase(Locale.ROOT));
            }
        }
    }

    @Property(tries = 3_000)
    void aPieceOfTheValueIsMaskedLikeTheWhole(@ForAll("quotes") Quote quote, @ForAll Escape escape) {
        for (String piece : pieces(quote.value())) {
            String redacted = REDACTOR.redact("(" + escape.all(piece) + ")", List.of(quote.value()));

            assertThat(redacted.toLowerCase(Locale.ROOT))
                    .doesNotContain(piece.toLowerCase(Locale.ROOT))
                    .doesNotContain(escape.all(piece).toLowerCase(Locale.ROOT));
        }
    }

    @Property(tries = 3_000)
    void redactingTwiceChangesNothing(@ForAll("quotes") Quote quote, @ForAll("noise") String message) {
        List<String> sensitive = List.of(quote.value());
        for (String text : List.of(quote.message(), message)) {
            String once = REDACTOR.redact(text, sensitive);

            assertThat(REDACTOR.redact(once, sensitive)).isEqualTo(once).hasSizeLessThanOrEqualTo(500);
        }
    }

    @Property
    void ordinaryWordsStay(@ForAll("sentences") String sentence) {
        assertThat(REDACTOR.redact(sentence, List.of("1234567890", "ÄÖÜ-ÄÖÜ-ÄÖÜ")))
                .isEqualTo(sentence);
    }

    @Provide
    Arbitrary<Quote> quotes() {
        return Combinators.combine(values(), Arbitraries.of(Escape.class).list().ofSize(40), noise(), noise())
                .as((value, escapes, before, after) -> {
                    StringBuilder message = new StringBuilder(before);
                    int[] codes = value.codePoints().toArray();
                    for (int i = 0; i < codes.length; i++) {
                        message.append(escapes.get(i).of(Character.toString(codes[i])));
                    }
                    return new Quote(value, message.append(after).toString());
                });
    }

    private static Arbitrary<String> values() {
        Arbitrary<String> awkward = Arbitraries.strings()
                .withChars("ab1 +%\\\"'&;#/-u0041néßĸΣς€😀*<")
                .ofMinLength(1)
                .ofMaxLength(40);
        Arbitrary<String> likeNames = Arbitraries.strings()
                .withCharRange('A', 'Z')
                .withChars(" -'.é0123456789_")
                .ofMinLength(1)
                .ofMaxLength(40);
        return Arbitraries.oneOf(awkward, likeNames)
                .filter(text -> text.codePoints().noneMatch(code -> Character.getType(code) == Character.SURROGATE));
    }

    @Provide
    Arbitrary<String> noise() {
        return Arbitraries.strings()
                .withChars("abC12 .:'\"`\\%u&#x;+*\n\u0000é\u00a0😀=()")
                .ofMaxLength(30);
    }

    @Provide
    Arbitrary<String> sentences() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .ofMinLength(1)
                .ofMaxLength(12)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30)
                .map(words -> String.join(" ", words) + '.');
    }

    private static List<String> pieces(String value) {
        return IntStream.rangeClosed(0, value.length() - 6)
                .filter(i ->
                        !Character.isLowSurrogate(value.charAt(i)) && !Character.isHighSurrogate(value.charAt(i + 5)))
                .mapToObj(i -> value.substring(i, i + 6))
                .toList();
    }
}
