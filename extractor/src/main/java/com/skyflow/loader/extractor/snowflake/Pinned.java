package com.skyflow.loader.extractor.snowflake;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A result that Snowflake keeps for 24 hours, for the user who asked. Its rows get their numbers from their order, because
 * {@code RESULT_SCAN} gives them in any; rows that are equal may change places unseen.
 *
 * @param queryId id of the query that made it
 */
record Pinned(String queryId) {
    private static final Pattern FORM = Pattern.compile("query (\\w{8}-\\w{4}-\\w{4}-\\w{4}-\\w{12})");
    private static final String PAIRS =
            "%1$s IS NOT NULL AND %2$s IS NOT NULL".formatted(PairQuery.VALUE, PairQuery.TOKEN);

    /** What a checkpoint keeps of it. */
    String cursor() {
        return "query " + queryId;
    }

    static Optional<Pinned> of(String cursor) {
        Matcher form = FORM.matcher(cursor);
        return form.matches() ? Optional.of(new Pinned(form.group(1))) : Optional.empty();
    }

    /** One row: all rows, those that are pairs, and how many different values these have. */
    String count() {
        return "SELECT COUNT(*), COUNT(CASE WHEN %1$s THEN 1 END), COUNT(DISTINCT CASE WHEN %1$s THEN %2$s END)\nFROM %3$s"
                .formatted(PAIRS, PairQuery.VALUE, scan());
    }

    /** The pairs behind a position: number, value, token, in the order of their numbers. */
    String rows(long position) {
        return """
                SELECT BYOT_ROW, %2$s, %3$s
                FROM (
                SELECT ROW_NUMBER() OVER (ORDER BY %2$s, %3$s) AS BYOT_ROW, %2$s, %3$s
                FROM %4$s
                WHERE %1$s
                )
                WHERE BYOT_ROW > %5$d
                ORDER BY BYOT_ROW""".formatted(PAIRS, PairQuery.VALUE, PairQuery.TOKEN, scan(), position);
    }

    private String scan() {
        return "TABLE(RESULT_SCAN('" + queryId + "'))";
    }
}
