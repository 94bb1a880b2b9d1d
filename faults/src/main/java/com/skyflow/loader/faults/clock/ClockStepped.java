package com.skyflow.loader.faults.clock;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.local.simulator.auth.ServiceAccount;
import com.skyflow.loader.local.simulator.auth.TokenCounts;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.local.simulator.settings.RetryAfter;
import com.skyflow.loader.testing.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The clock of an uploader jumps and, while it goes wrong, a token has to be renewed, the vault asks for a wait until a date, and calls
 * fail; then it jumps back. Rows have to move all the time: no wait and no token may be reckoned by the wrong hour.
 *
 * @param token why a token has to be renewed, and what comes of it
 */
record ClockStepped(String name, Duration step, Token token) implements Scenario {
    /** More than the calls in flight bring: a call began. */
    private static final int ONWARD = Load.CONCURRENCY * Load.BATCH + 1;

    /** Why a token has to be renewed while the clock goes wrong. */
    enum Token {
        /** By the wrong clock it has expired, and so far from the future nobody takes an assertion: it has to go on being used. */
        EXPIRED_BY_CLOCK("assertions were refused while the clock was wrong") {
            @Override
            void end(ServiceAccount account) {
                // The clock has done it.
            }

            @Override
            long measure(TokenCounts counts) {
                return counts.refused();
            }
        },
        /** The vault takes it no more, while it is young by the wrong clock. */
        REVOKED("tokens were issued while the clock was wrong") {
            @Override
            void end(ServiceAccount account) {
                account.revokeTokens();
            }

            @Override
            long measure(TokenCounts counts) {
                return counts.issued();
            }
        };

        private final String proof;

        Token(String proof) {
            this.proof = proof;
        }

        abstract void end(ServiceAccount account);

        abstract long measure(TokenCounts counts);
    }

    @Override
    public void play(Stage stage) {
        Load load = stage.load();
        ServiceAccount account = load.vault().serviceAccount();
        load.vault().acceptTokens();
        load.publish();
        load.rowsPerSecond(10_000);
        SteppingClock clock = new SteppingClock();
        Path credentials = written(stage, account);
        try (ClockedUploader uploader = new ClockedUploader(load, credentials, clock)) {
            load.awaitUploaded(stage.percent(10, 40));
            load.fault(() -> {
                long before = token.measure(account.counts());
                clock.ahead(step);
                token.end(account);
                awaitOrStop(token.proof, uploader, () -> token.measure(account.counts()) > before);
                goWrong(load, uploader);
                load.prove(token.proof, token.measure(account.counts()) - before);
                clock.ahead(Duration.ZERO);
            });
            awaitHeld(load, uploader, load.source().rows());
        }
    }

    private void goWrong(Load load, ClockedUploader uploader) {
        long before = load.held();
        goesOn(load, uploader);
        strike(load, uploader, Fault.Status.of(429, RetryAfter.date(Duration.ofSeconds(2))), 3);
        strike(load, uploader, Fault.Status.of(500), 8);
        load.prove("rows that moved while the clock was wrong", load.held() - before);
    }

    private static void strike(Load load, ClockedUploader uploader, Fault fault, int times) {
        InjectedFault injected = load.vault().inject(fault, Trigger.next(times));
        awaitOrStop(fault + " to strike", uploader, () -> injected.happened() == times);
        goesOn(load, uploader);
    }

    private static void goesOn(Load load, ClockedUploader uploader) {
        awaitHeld(load, uploader, load.held() + ONWARD);
    }

    private static void awaitHeld(Load load, ClockedUploader uploader, long rows) {
        awaitOrStop(rows + " rows in the vault", uploader, () -> load.held() >= rows);
    }

    private static void awaitOrStop(String what, ClockedUploader uploader, BooleanSupplier condition) {
        Wait.until(
                what,
                Load.LONG,
                () -> condition.getAsBoolean() || uploader.stopped().isPresent());
        Load.require(
                "the uploader stopped: " + uploader.stopped(),
                uploader.stopped().isEmpty());
    }

    private static Path written(Stage stage, ServiceAccount account) {
        try {
            return Files.writeString(stage.folder().resolve("credentials.json"), account.credentials());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
