package com.skyflow.loader.extractor.snowflake;

import com.skyflow.loader.common.config.SnowflakeLogin;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What Snowflake refused, as a sentence. Its own words are repeated only where they can speak of nothing but names: a message about a
 * row may quote it.
 */
final class SnowflakeProblem {
    private static final int NO_WAREHOUSE = 606;
    /** The driver's own code for a call that got no answer in all its attempts. */
    private static final int NETWORK = 200_015;

    private SnowflakeProblem() {}

    /**
     * A login that failed.
     *
     * @param read rows of the result that were read before: in the midst of a load it is not as if nothing had been done
     */
    static LoaderException login(SnowflakeLogin login, long read, SQLException e) {
        String done = read == 0
                ? "nothing was published"
                : String.format(Locale.ROOT, "the result was read up to row %,d", read);
        ExitCode refused = read == 0 ? ExitCode.USAGE : ExitCode.STOPPED;
        String who = login.user().orElse("by OAuth");
        String where = login.account().map(account -> "account " + account).orElse("snowflake.jdbc_url");
        String what = switch (e.getErrorCode()) {
            case 390100 -> "wrong user or password. Correct snowflake.user and snowflake.password";
            case 394400 -> "the programmatic access token is not valid for this user. Correct snowflake.token";
            case 390144 ->
                "the private key is not that of the user's public key. Correct snowflake.private_key_file, or RSA_PUBLIC_KEY of the user";
            case 200045 ->
                "the private key cannot be read: it is damaged, or snowflake.private_key_passphrase is wrong. Correct it";
            default -> null;
        };
        if (isNoAnswer(e)) {
            return new LoaderException(
                    ExitCode.UNFINISHED,
                    "Snowflake did not answer the login of user %s at %s (%d, %s); %s. Start again when it does."
                            .formatted(who, where, e.getErrorCode(), state(e), done),
                    e);
        }
        if (what == null) {
            return new LoaderException(
                    refused,
                    "Snowflake let user %s not log in at %s (%d, %s); %s. Correct the settings and start again."
                            .formatted(who, where, e.getErrorCode(), state(e), done),
                    e);
        }
        return new LoaderException(
                refused,
                "Snowflake let user %s not log in at %s (%d): %s and start again; %s."
                        .formatted(who, where, e.getErrorCode(), what, done),
                e);
    }

    /** A query that Snowflake does not run, before anything was published. */
    static LoaderException query(String vault, SQLException e) {
        if (e.getErrorCode() == NO_WAREHOUSE) {
            return noWarehouse(vault, e);
        }
        if (state(e).startsWith("42")) {
            return new LoaderException(
                    ExitCode.USAGE,
                    "Vault %s: Snowflake cannot run its query (%06d): %s; nothing was published. Correct the names in the settings, or the permissions of the role, and start again."
                            .formatted(vault, e.getErrorCode(), oneLine(e)),
                    e);
        }
        return new LoaderException(
                isNoAnswer(e) ? ExitCode.UNFINISHED : ExitCode.USAGE,
                "Vault %s: Snowflake did not run its query to the end (%06d, %s; see its query history); no row was published. Start again when it can, or with --fresh after a change of the settings."
                        .formatted(vault, e.getErrorCode(), state(e)),
                e);
    }

    static LoaderException noWarehouse(String vault, @Nullable SQLException e) {
        return new LoaderException(
                ExitCode.USAGE,
                "Vault %s: no warehouse to run its query on; nothing was published. Set snowflake.warehouse, or -sf-warehouse, and start again."
                        .formatted(vault),
                e);
    }

    /** A wait that was ended. */
    static LoaderException stopped(String vault, Pinned pinned, @Nullable InterruptedException e) {
        return new LoaderException(
                ExitCode.UNFINISHED,
                "Vault %s: stopped while Snowflake runs query %s. It goes on there: start again to wait for it."
                        .formatted(vault, pinned.queryId()),
                e);
    }

    /** A result that cannot be asked for. */
    static LoaderException unread(String vault, Pinned pinned, long position, SQLException e) {
        return isNoAnswer(e) ? brokenOff(vault, position, e) : gone(vault, pinned, position, e);
    }

    /** A result that an earlier start asked for, and that is not there for this one. */
    static LoaderException gone(String vault, Pinned pinned, long position, SQLException e) {
        return new LoaderException(
                ExitCode.STOPPED,
                "Vault %s: the result of query %s cannot be read behind row %d (%06d). Snowflake keeps it for 24 hours, for the user and role that asked: start again as these, or begin anew with --fresh."
                        .formatted(vault, pinned.queryId(), position, e.getErrorCode()),
                e);
    }

    /** A result that broke off. */
    static LoaderException brokenOff(String vault, long position, SQLException e) {
        return new LoaderException(
                ExitCode.UNFINISHED,
                "Vault %s: Snowflake's result broke off behind row %d (%06d, %s). Start again to continue there."
                        .formatted(vault, position, e.getErrorCode(), state(e)),
                e);
    }

    /** A result that holds other rows than were counted. */
    static LoaderException miscounted(String vault, Pinned pinned, long position, long found, long total) {
        return new LoaderException(
                ExitCode.UNFINISHED,
                String.format(
                        Locale.ROOT,
                        "Vault %s: behind row %,d of query %s came %s (expected: %,d rows in all). Start again to continue there.",
                        vault,
                        position,
                        pinned.queryId(),
                        found == 0 ? "the end" : String.format(Locale.ROOT, "row %,d", found),
                        total));
    }

    /** Whether Snowflake was not reached, or had no answer (SQLSTATE class 08: connection exception), which is no refusal of its own. */
    static boolean isNoAnswer(SQLException e) {
        return e.getErrorCode() == NETWORK || (state(e).startsWith("08") && e.getErrorCode() < 200_000);
    }

    private static String state(SQLException e) {
        return String.valueOf(e.getSQLState());
    }

    private static String oneLine(SQLException e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ").replaceFirst("\\.$", "");
    }
}
