package com.skyflow.loader.common.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.skyflow.loader.common.secret.Secret;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a setting takes. Both readers throw IllegalArgumentException with {@code <found> (expected: <what>)}; what has the
 * wrong JSON type is described, never quoted.
 *
 * @param range the accepted values, for messages and the settings reference
 * @param unit the unit, empty if there is none
 * @param blank what a blank text means
 * @param fromText reads what stands on a command line
 * @param fromJson reads what stands in the file
 */
record Type<T>(String range, String unit, Blank blank, Function<String, T> fromText, Function<JsonNode, T> fromJson) {
    enum Blank {
        /** As if the setting were not there, as in the Go loader. */
        ABSENT,
        WRONG
    }

    static Type<Long> number(long min, long max, String unit) {
        String range = max == Long.MAX_VALUE ? min + " or more" : min + ".." + max;
        Function<Long, Long> check = number -> {
            if (number < min || number > max) {
                throw wrong(number.toString(), range);
            }
            return number;
        };
        return new Type<>(range, unit, Blank.WRONG, text -> check.apply(wholeNumber(text, range)), node -> {
            if (!node.isIntegralNumber()) {
                throw wrong(node.isNumber() ? node.asText() : kind(node), "a whole number, " + range);
            }
            if (!node.canConvertToLong()) {
                throw wrong(node.asText(), range);
            }
            return check.apply(node.longValue());
        });
    }

    static Type<Integer> count(int min, int max, String unit) {
        return number(min, max, unit).map(Math::toIntExact);
    }

    static Type<Duration> millis(long min, long max) {
        return number(min, max, "ms").map(Duration::ofMillis);
    }

    /** A share in {@code [0, 1]}. */
    static Type<Double> share() {
        String range = "0..1";
        Function<BigDecimal, Double> check = share -> {
            if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
                throw wrong(share.toString(), range);
            }
            return share.doubleValue();
        };
        return new Type<>(range, "", Blank.WRONG, text -> check.apply(decimal(text, range)), node -> {
            if (!node.isNumber()) {
                throw wrong(kind(node), "a number, " + range);
            }
            return check.apply(node.decimalValue());
        });
    }

    static Type<Boolean> flag() {
        String range = "`true` or `false`";
        String expected = "true or false";
        return new Type<>(
                range,
                "",
                Blank.WRONG,
                text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw wrong(text, expected);
                },
                node -> {
                    if (!node.isBoolean()) {
                        throw wrong(kind(node), expected);
                    }
                    return node.booleanValue();
                });
    }

    /** Any text, without the white space around it. */
    static Type<String> text(String range) {
        return texts(range, String::strip);
    }

    /** A text that the function takes, or refuses by an IllegalArgumentException of the form said above. */
    static <T> Type<T> texts(String range, Function<String, T> read) {
        return new Type<>(range, "", Blank.ABSENT, read, node -> {
            if (!node.isTextual()) {
                throw wrong(kind(node), "a text");
            }
            return read.apply(node.textValue());
        });
    }

    static Type<Secret> secret() {
        return texts("", Secret::new);
    }

    /** One of the constants, in lower case. */
    static <E extends Enum<E>> Type<E> choice(Class<E> choices) {
        E[] constants = choices.getEnumConstants();
        String expected = Arrays.stream(constants).map(Type::word).collect(Collectors.joining(" or "));
        String range = Arrays.stream(constants).map(c -> '`' + word(c) + '`').collect(Collectors.joining(" or "));
        return texts(
                range,
                text -> Arrays.stream(constants)
                        .filter(constant -> word(constant).equals(text.strip()))
                        .findFirst()
                        .orElseThrow(() -> wrong('\'' + text + '\'', expected)));
    }

    /** A JSON object or array, taken as it is; it cannot be given on a command line. */
    static Type<JsonNode> json(JsonShape shape) {
        return new Type<>(
                "",
                "",
                Blank.WRONG,
                text -> {
                    throw wrong("a text", shape.words());
                },
                node -> {
                    if (!shape.fits(node)) {
                        throw wrong(kind(node), shape.words());
                    }
                    return node;
                });
    }

    <U> Type<U> map(Function<T, U> function) {
        return new Type<>(range, unit, blank, fromText.andThen(function), fromJson.andThen(function));
    }

    static IllegalArgumentException wrong(String found, String expected) {
        return new IllegalArgumentException(found + " (expected: " + expected + ")");
    }

    /** The JSON type of a node, in words. */
    static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case BOOLEAN -> node.asText();
            case NUMBER -> "a number";
            case OBJECT, POJO -> "an object";
            case STRING, BINARY -> "a text";
            case NULL, MISSING -> "null";
        };
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static long wholeNumber(String text, String range) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw wrong(text, range);
        }
    }

    private static BigDecimal decimal(String text, String range) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw wrong(text, range);
        }
    }
}
