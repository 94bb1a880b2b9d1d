package com.skyflow.loader.generator;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads the arguments of a plan one by one and collects what is wrong with them. */
final class PlanParser {
    private static final Pattern COUNT = Pattern.compile("\\d+(_\\d+)*");
    private static final BigInteger MAX_ROWS = BigInteger.valueOf(GenerationPlan.MAX_ROWS);
    private static final String RANGE = String.format(Locale.ROOT, "0..%,d", GenerationPlan.MAX_ROWS);

    private final int arguments;
    private final Map<MockVault, Long> rows = new EnumMap<>(MockVault.class);
    private final List<String> problems = new ArrayList<>();

    PlanParser(int arguments) {
        this.arguments = arguments;
        if (arguments == 0) {
            problems.add("no count (expected: one for all vaults, such as 1000,"
                    + " or one for each of some, such as name=5000 ssn=10000)");
        }
    }

    Map<MockVault, Long> rows() {
        return rows;
    }

    List<String> problems() {
        return problems;
    }

    void read(String argument) {
        int equals = argument.indexOf('=');
        if (equals < 0) {
            readForAll(argument);
        } else {
            readForOne(argument, argument.substring(0, equals), argument.substring(equals + 1));
        }
    }

    private void readForAll(String argument) {
        OptionalLong count = count(argument);
        if (count.isEmpty()) {
            problems.add(argument + ": no count (expected: " + RANGE + ", or <vault>=<count> such as name=5000)");
        } else if (arguments > 1) {
            problems.add(argument + ": a count for all vaults stands alone (expected: " + argument
                    + " and nothing else, or <vault>=<count> for each of some vaults)");
        } else {
            for (MockVault vault : MockVault.values()) {
                rows.put(vault, count.getAsLong());
            }
        }
    }

    private void readForOne(String argument, String name, String text) {
        Optional<MockVault> vault = MockVault.named(name);
        OptionalLong count = count(text);
        if (vault.isEmpty()) {
            problems.add(argument + ": unknown vault (expected: " + MockVault.names() + ")");
        } else if (count.isEmpty()) {
            problems.add(argument + ": no count (expected: " + RANGE + ")");
        } else if (rows.put(vault.get(), count.getAsLong()) != null) {
            problems.add(argument + ": the second count for " + vault.get().text() + " (expected: one)");
        }
    }

    private static OptionalLong count(String text) {
        if (!COUNT.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        BigInteger count = new BigInteger(text.replace("_", ""));
        return count.compareTo(MAX_ROWS) <= 0 ? OptionalLong.of(count.longValue()) : OptionalLong.empty();
    }
}
