package com.skyflow.loader.faults.clock;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.local.simulator.auth.ServiceAccount;
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
 * The clock of an uploader jumps by an hour and, while it goes wrong, the vault asks for a wait until a date, calls fail, and a token is
 * refused; then it jumps back. Rows have to move all the time: no wait and no token may be reckoned by the wrong hour.
 */
record ClockStepped(String name, Duration step) implements Scenario {
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
                clock.ahead(step);
                goWrong(load, uploader);
                clock.ahead(Duration.ZERO);
            });
            awaitHeld(load, uploader, load.source().rows());
        }
        load.prove("tokens that were issued", account.counts().issued());
    }

    private void goWrong(Load load, ClockedUploader uploader) {
        long before = load.held();
        goesOn(load, uploader);
        strike(load, uploader, Fault.Status.of(429, RetryAfter.date(Duration.ofSeconds(2))), 3);
        strike(load, uploader, Fault.Status.of(500), 8);
        load.prove("rows that moved while the clock was an hour off", load.held() - before);
    }

    private static void strike(Load load, ClockedUploader uploader, Fault fault, int times) {
        InjectedFault injected = load.vault().inject(fault, Trigger.next(times));
        awaitOrStop(fault + " to strike", uploader, () -> injected.happened() == times);
        goesOn(load, uploader);
    }

    private static void goesOn(Load load, ClockedUploader uploader) {
        awaitHeld(load, uploader, load.held() + 1);
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
