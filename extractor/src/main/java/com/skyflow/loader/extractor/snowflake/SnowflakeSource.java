package com.skyflow.loader.extractor.snowflake;

import com.skyflow.loader.common.config.QueryMode;
import com.skyflow.loader.common.config.SnowflakeConfig;
import com.skyflow.loader.common.config.SnowflakeLogin;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.ledger.Checkpoint.Repeats;
import com.skyflow.loader.common.ledger.SourceIdentity;
import com.skyflow.loader.extractor.csv.Suffix;
import com.skyflow.loader.extractor.source.RowReader;
import com.skyflow.loader.extractor.source.Source;
import com.skyflow.loader.extractor.source.Start;
import com.skyflow.loader.extractor.source.Survey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one vault in Snowflake. The query is submitted once, and found again by its id, also while it runs; every reader reads its
 * pinned result, by the numbers of its rows.
 */
public final class SnowflakeSource implements Source {
    private static final String TAG = "skyflow-loader";

    private final SnowflakeConfig config;
    private final VaultConfig vault;
    private final PairQuery query;
    private final long maxRecords;
    private final Suffix suffix;

    /**
     * A source that asks for a vault's rows.
     *
     * @param maxRecords rows to read at most; 0 for all
     * @throws LoaderException if the vault's settings lack what its mode needs
     */
    public SnowflakeSource(SnowflakeConfig config, VaultConfig vault, long maxRecords, Suffix suffix) {
        this.config = config;
        this.vault = vault;
        this.query = PairQuery.of(config, vault);
        this.maxRecords = maxRecords;
        this.suffix = suffix;
    }

    /** The query as Snowflake gets it. */
    public String sql() {
        return query.limited(maxRecords);
    }

    /**
     * How many rows the query gives, without their being kept.
     *
     * @throws LoaderException if the query cannot be run
     */
    public long count() {
        try (Session session = Session.open(config, TAG, 0)) {
            check(session);
            return session.numbers("SELECT COUNT(*) FROM (\n" + sql() + "\n)", 1)[0];
        } catch (SQLException e) {
            throw SnowflakeProblem.query(vault.name().text(), e);
        }
    }

    @Override
    public SourceIdentity identity() {
        SnowflakeLogin login = config.login();
        String where = login.account().or(login::jdbcUrl).orElse("");
        List<String> names = new ArrayList<>(query.names());
        names.add("as %s at %s".formatted(login.user().orElse("OAuth"), where));
        return new SourceIdentity(
                "snowflake",
                names,
                fingerprint(where + '\n' + config.role().orElse("") + '\n' + query.select()),
                maxRecords,
                suffix.changesRows());
    }

    private static String fingerprint(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public Optional<Survey> survey() {
        try (Session session = Session.open(config, TAG, 0)) {
            check(session);
            return Optional.empty();
        } catch (SQLException e) {
            throw SnowflakeProblem.query(vault.name().text(), e);
        }
    }

    /** Submits the query, or finds it as an earlier start did; one that failed is submitted again. */
    @Override
    public @Nullable String request(Start start) {
        Optional<Pinned> before = pinned(start);
        try (Session session = session(start, start.position())) {
            return before.isPresent() && !session.query(before.get()).hasFailed()
                    ? start.cursor()
                    : session.submit(sql()).cursor();
        } catch (SQLException e) {
            throw SnowflakeProblem.query(vault.name().text(), e);
        }
    }

    @Override
    public Optional<Survey> await(Start start, CountDownLatch stopped) {
        Pinned pinned = pinned(start).orElseThrow();
        try (Session session = session(start, start.position())) {
            if (!session.query(pinned).await(stopped)) {
                throw SnowflakeProblem.stopped(vault.name().text(), pinned, null);
            }
            long leftOut =
                    query.nulls().isPresent() ? session.numbers(query.nulls().get(), 1)[0] : 0;
            long[] counts = session.numbers(pinned.count(), 3);
            return Optional.of(new Survey(
                    counts[1], 0, leftOut + counts[0] - counts[1], new Repeats(counts[1] - counts[2], true)));
        } catch (SQLException e) {
            throw AsyncQuery.UNKNOWN.equals(e.getSQLState())
                    ? SnowflakeProblem.gone(vault.name().text(), pinned, 0, e)
                    : SnowflakeProblem.query(vault.name().text(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SnowflakeProblem.stopped(vault.name().text(), pinned, e);
        }
    }

    private static Optional<Pinned> pinned(Start start) {
        return Optional.ofNullable(start.cursor()).flatMap(Pinned::of);
    }

    /** Lets Snowflake compile the query, which names what is missing and costs nothing. */
    private void check(Session session) throws SQLException {
        if (config.queryMode() == QueryMode.QUERY) {
            checkColumns(session.columns(vault.query().query().orElseThrow()));
        }
        session.columns(sql());
        if (!session.hasWarehouse()) {
            throw SnowflakeProblem.noWarehouse(vault.name().text(), null);
        }
    }

    private void checkColumns(List<String> columns) {
        for (String expected : List.of(vault.dataColumn(), vault.tokenColumn())) {
            long found = columns.stream()
                    .filter(column -> column.equalsIgnoreCase(expected.replace("\"", "")))
                    .count();
            if (found != 1) {
                throw new LoaderException(
                        ExitCode.USAGE,
                        "Vault %s: its query has %s '%s' (expected: one; found: %s); nothing was published. Name its columns, or set data_column and token_column, and start again."
                                .formatted(
                                        vault.name(),
                                        found == 0 ? "no column" : found + " columns",
                                        expected,
                                        String.join(", ", columns)));
            }
        }
    }

    @Override
    public void ensureReadBefore(Start end) {
        // The identity tells: what was read to its end is not asked for again.
    }

    @Override
    public RowReader open(Start start) {
        Pinned pinned = pinned(start).orElseThrow();
        String name = vault.name().text();
        try (Session session = session(start, start.position())) {
            long total = session.numbers(pinned.count(), 3)[1];
            if (start.total() != null && total != start.total()) {
                throw SnowflakeProblem.miscounted(name, pinned, start.position(), total, start.total());
            }
            return new PinnedRowReader(
                    position -> PinnedRows.open(session(start, position), pinned, position),
                    pinned,
                    name,
                    suffix,
                    start.position(),
                    total);
        } catch (SQLException e) {
            throw SnowflakeProblem.unread(name, pinned, start.position(), e);
        }
    }

    private Session session(Start start, long read) {
        return Session.open(config, "%s run %s vault %s".formatted(TAG, start.run(), vault.name()), read);
    }
}
