package com.skyflow.loader.common.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private static final Redactor REDACTOR =
            Redactor.of(List.of("name", "patients", "v4ult1d", "https://docs.skyflow.com/"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Insert failed. Table name badtable is invalid.",
                "Authentication failed. Bearer token is expired. Use a valid bearer token."
                        + " See https://docs.skyflow.com/api-authentication/",
                "Insert failed. Column card_number is invalid. Specify a valid column.",
                "Column 'name' of table \"patients\" in vault v4ult1d doesn't exist.",
                "See https://docs.skyflow.com/api/v1/errors#e4711 about HTTP 400.",
                "The customers' data + the rest: 100% of C++ * 2 & more; \\o/",
            })
    void leavesWhatQuotesNothingAsItIs(String message) {
        assertThat(REDACTOR.redact(message, List.of("JOHN SMITH", "tok_name_1")))
                .isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "Value Anna-Maria Renée O'Neil is taken | Value *** is taken",
                "Value ANNA-maria rENÉE o'nEIL is taken | Value *** is taken",
                "Value Anna-Maria Ren\\u00e9e O\\u0027Neil is taken | Value *** is taken",
                "Value Anna-Maria%20Ren%C3%A9e%20O%27Neil is taken | Value *** is taken",
                "Value Anna-Maria+Ren%c3%a9e+O'Neil is taken | Value *** is taken",
                "Value Anna-Maria%20Ren%E9e%20O%27Neil is taken | Value *** is taken",
                "Value Anna-Maria Ren&#233;e O&#39;Neil is taken | Value *** is taken",
                "Value Anna-Maria Ren&#xE9;e O&apos;Neil is taken | Value *** is taken",
                "Value Anna-Maria Ren\\xc3\\xa9e O\\'Neil is taken | Value *** is taken",
                "Value Anna-Maria%2520Ren%25C3%25A9e%2520O%2527Neil is taken | Value *** is taken",
                "Value Anna-Maria Ren\\\\u00e9e O&amp;#39;Neil is taken | Value *** is taken",
                "Value annamariarenéeoneil is taken | Value *** is taken",
                "Value xxAnna-Mariayy is taken | Value xx***yy is taken",
                "Value (Renée) and Anna- are taken | Value (Renée) and Anna- are taken",
            })
    void masksAValueHoweverItIsWritten(String message, String expected) {
        assertThat(REDACTOR.redact(message, List.of("Anna-Maria Renée O'Neil"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "Row Bo is bad | Row *** is bad",
                "Row (BO) is bad | Row (***) is bad",
                "Row Bob is bad | Row Bob is bad",
                "Row b%6F, a&amp;b is bad | Row ***, *** is bad",
                "Row a+b: a&b | Row a+b: ***",
            })
    void masksAShortValueWhereItStandsAlone(String message, String expected) {
        assertThat(REDACTOR.redact(message, List.of("Bo", "a&b"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "duplicate value 'JOHN SMITH' of 'name' | duplicate value '***' of 'name'",
                "duplicate value \"MARY\" and `SUE` | duplicate value \"***\" and `***`",
                "duplicate value \"say \\\"hi\\\" x\" | duplicate value \"***\"",
                "duplicate value 'O'Neil' | duplicate value '***'",
                "duplicate value \"JOHN SMI | duplicate value \"***",
                "duplicate value of 123-45-6789, 1985-07-12 or id=tok_x_1 | duplicate value of ***, *** or id=***",
                "HTTP 400, v1, 2500. | HTTP 400, v1, ***.",
                "https://docs.skyflow.com.example.org/4711 | ***",
            })
    void masksWhatMayBeAValueNobodyKnows(String message, String expected) {
        assertThat(REDACTOR.redact(message, List.of())).isEqualTo(expected);
    }

    @Test
    void foldsTheMessageIntoOneLineWithoutControlCharacters() {
        assertThat(REDACTOR.redact(" a\r\n\tb\u0000c \u001b[31mred\u202E\\n%0d\\u0007end ", List.of()))
                .isEqualTo("a bc [*** end");
    }

    @Test
    void findsAValueThatInvisibleCharactersDivide() {
        assertThat(REDACTOR.redact("bad: JO\u200BHN\u0000 SM\u00ADITH", List.of("JOHN SMITH")))
                .isEqualTo("bad: ***");
    }

    @Test
    void takesAPlusSignForABlank() {
        assertThat(REDACTOR.redact("bad: (a+b+c+d)", List.of("A B C D"))).isEqualTo("bad: (***)");
    }

    @Test
    void ignoresBlankAndEmptyValues() {
        assertThat(REDACTOR.redact("Insert failed.", List.of("", " ", "\u0000")))
                .isEqualTo("Insert failed.");
    }

    @Test
    void cutsBetweenWords() {
        String redacted = REDACTOR.redact("word ".repeat(200), List.of());

        assertThat(redacted).isEqualTo("word ".repeat(99) + "…");
        assertThat(REDACTOR.redact("x".repeat(501), List.of())).isEqualTo("*** …");
    }

    @Test
    void resistsAMessageMadeToKeepItBusy() {
        for (String message : List.of("%25", "\\\\", "&amp;", "'", "\"a ", "%3", "\\u00")) {
            String redacted =
                    REDACTOR.redact(message.repeat(10_000), Collections.nCopies(600, "JOHN SMITH".repeat(250)));

            assertThat(redacted).hasSizeLessThanOrEqualTo(Redactor.MAX_CHARACTERS);
        }
    }
}
