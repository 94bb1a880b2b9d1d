package com.skyflow.loader.faults.vault;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.local.simulator.auth.ServiceAccount;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;

/** The tokens of a service account live two seconds, and three times the vault takes none of those that are out. */
final class TokensExpired implements Scenario {
    private static final int TIMES = 3;
    /** Longer than a token lives and a call takes. */
    private static final Duration NOTICED = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "vault-401";
    }

    @Override
    public void play(Stage stage) {
        Load load = stage.load();
        ServiceAccount account = load.vault().serviceAccount();
        account.tokenLife(Duration.ofSeconds(2));
        load.vault().acceptTokens();
        write(stage, account);
        load.publish();
        load.rowsPerSecond(10_000);
        ChildProcess uploader = load.start("upload", "--until-drained", "--credentials", "credentials.json");
        load.awaitUploaded(stage.percent(10, 40));
        // What there is lasts until the last token has been revoked.
        load.rowsPerSecond(2_000);
        load.fault(() -> {
            for (int time = 1; time <= TIMES; time++) {
                revoke(load, account);
                // More than the calls in flight brought with the old token: an uploader that has not yet been told that
                // the vault takes
                // the new one stops when that is refused, too.
                long taken = load.held() + Load.CONCURRENCY * Load.BATCH;
                Wait.until("rows committed with the new token", Load.LONG, () -> load.counted() > taken);
            }
        });
        load.rowsPerSecond(10_000);
        load.awaitEnd(uploader, 0);
        load.prove("answers 401", refused(load));
        load.prove("more than five tokens were issued", account.counts().issued() > 5);
    }

    /** Until it is noticed: a token that is taken back while no call begins with it, and that is renewed then, was never missed. */
    private static void revoke(Load load, ServiceAccount account) {
        long before = refused(load);
        Wait.until("an answer 401", Load.LONG, () -> {
            long issued = account.counts().issued();
            Wait.until("a new token", Load.LONG, () -> account.counts().issued() > issued);
            account.revokeTokens();
            Instant patience = Instant.now().plus(NOTICED);
            Wait.until(
                    "an answer 401, or none",
                    Load.LONG,
                    () -> refused(load) > before || Instant.now().isAfter(patience));
            return refused(load) > before;
        });
    }

    private static long refused(Load load) {
        return load.vault().journal().counts().withStatus(401);
    }

    private static void write(Stage stage, ServiceAccount account) {
        try {
            Files.writeString(stage.folder().resolve("credentials.json"), account.credentials());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
