package com.skyflow.loader.testing.snowflake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A statement that failed, as Snowflake says it. */
final class SqlFailure extends Exception {
    private static final Pattern TABLE =
            Pattern.compile("(?:Table|Function|Macro).* (?:with name )?\"?([\\w.]+)\"? does not exist");
    private static final Pattern COLUMN = Pattern.compile("[Cc]olumn \"(\\w+)\" not found");

    private final String code;
    private final String sqlState;

    SqlFailure(String code, String sqlState, String message) {
        super(message);
        this.code = code;
        this.sqlState = sqlState;
    }

    /** What DuckDB says, in the codes of Snowflake. */
    static SqlFailure of(String message) {
        Matcher column = COLUMN.matcher(message);
        if (column.find()) {
            return new SqlFailure(
                    "000904",
                    "42000",
                    "SQL compilation error: error line 1 at position 7\ninvalid identifier '"
                            + column.group(1).toUpperCase(Locale.ROOT) + "'");
        }
        Matcher table = TABLE.matcher(message);
        if (table.find()) {
            return new SqlFailure(
                    "002003",
                    "42S02",
                    "SQL compilation error:\nObject '" + table.group(1).toUpperCase(Locale.ROOT)
                            + "' does not exist or not authorized.");
        }
        return message.startsWith("Parser Error")
                        || message.startsWith("Binder Error")
                        || message.startsWith("Catalog Error")
                ? new SqlFailure("001003", "42000", "SQL compilation error:\nsyntax error line 1 at position 0")
                : new SqlFailure("100038", "22018", message);
    }

    /** Why a statement failed, if for another reason than its own. */
    static SqlFailure of(@Nullable Throwable cause) {
        return cause instanceof SqlFailure failure ? failure : canceled();
    }

    static SqlFailure canceled() {
        return new SqlFailure("000604", "57014", "SQL execution canceled");
    }

    static SqlFailure timedOut() {
        return new SqlFailure(
                "000630",
                "57014",
                "Statement reached its statement or warehouse timeout of 1 second(s) and was canceled.");
    }

    static SqlFailure notFound(String queryId) {
        return new SqlFailure("000709", "02000", "Statement " + queryId + " not found");
    }

    static SqlFailure expired() {
        return new SqlFailure("390112", "08001", "Your session has expired.");
    }

    static SqlFailure noWarehouse() {
        return new SqlFailure("000606", "57P03", "No active warehouse selected in the current session.");
    }

    String code() {
        return code;
    }

    ObjectNode answer() {
        return Wire.failure(code, sqlState, String.valueOf(getMessage()));
    }
}
