package com.skyflow.loader.cli.verify;

import com.skyflow.loader.common.ledger.LedgerKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a vault compares with the source of a run.
 *
 * @param balances whether the run's account agrees with the topics
 * @param read rows of the source, as they were read again
 * @param expected rows of these that should be in the vault
 * @param open rows that are open dead letters
 * @param parked rows that are parked dead letters
 * @param purged rows that were purged; which ones is not known any more
 * @param records records that the vault counts
 * @param least records that it should count at least
 * @param most records that it should count at most; {@link Long#MAX_VALUE} if that is not known
 * @param sample what was found of single rows
 */
record Evidence(
        LedgerKey run,
        boolean balances,
        long read,
        long expected,
        long open,
        long parked,
        long purged,
        long records,
        long least,
        long most,
        Findings sample) {
    /** Why the vault does not hold what was loaded, in one sentence; empty if all agrees. */
    Optional<String> disagreement() {
        List<String> reasons = new ArrayList<>();
        if (records < least || records > most) {
            reasons.add(text("it counts %,d records (expected: %s)", records, expectation()));
        }
        if (sample.missing().size() > purged) {
            reasons.add(text(
                    "of %,d rows that were looked up it does not know the tokens of %,d",
                    sample.looked(), sample.missing().size()));
        }
        if (!sample.different().isEmpty()) {
            reasons.add(
                    sample.different().size() == sample.looked()
                            ? "every token that was looked up stands for another value, as where the credential's role may not see plain text"
                            : text(
                                    "of %,d rows that were looked up it has another value for the tokens of %,d",
                                    sample.looked(), sample.different().size()));
        }
        if (!balances) {
            reasons.add("the run's account does not balance (see skyflow-loader status)");
        }
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of("Vault %s does not hold what run %s loaded: %s."
                        .formatted(run.vault(), run.run(), String.join("; ", reasons)));
    }

    /** The number of records that was expected. */
    String expectation() {
        if (most == Long.MAX_VALUE) {
            return text("at least %,d", least);
        }
        return least == most ? text("%,d", least) : text("%,d to %,d", least, most);
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
