package com.skyflow.loader.vault.credential;

import static com.skyflow.loader.vault.credential.ScriptedMint.LIFE;
import static com.skyflow.loader.vault.credential.ScriptedMint.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.testing.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServiceAccountTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration MARGIN = Duration.ofMinutes(5);
    private static final Minted FAILED = new Minted.Failed("status 503", Optional.empty());

    private final ScriptedMint mint = new ScriptedMint();
    private final ServiceAccount account = mint.account();

    @Test
    void nothingIsMintedBeforeACallNeedsIt() throws Exception {
        assertThat(mint.minted()).isZero();
        assertThat(account.grant()).isEqualTo(token(1));
        assertThat(mint.minted()).isEqualTo(1);
    }

    @Test
    void aTokenIsUsedUntilFiveMinutesBeforeItExpiresAndThenRenewed() throws Exception {
        account.grant();
        mint.pass(LIFE.minus(MARGIN).minusMillis(1));
        assertThat(account.grant()).isEqualTo(token(1));
        mint.pass(Duration.ofMillis(1));
        assertThat(account.grant()).isEqualTo(token(2));
        assertThat(mint.minted()).isEqualTo(2);
    }

    @Test
    void aTokenThatExpiredWhileTheMachineSleptIsNotUsed() throws Exception {
        account.grant();
        mint.pass(Duration.ofHours(9));
        assertThat(account.grant()).isEqualTo(token(2));
    }

    @Test
    void manyCallersThatNeedATokenMintOne() throws Exception {
        CountDownLatch mintOpens = mint.hold();
        List<Grant> grants = together(200, account::grant, () -> {
            Wait.until("a mint", BOUND, () -> mint.minted() == 1);
            mintOpens.countDown();
        });
        assertThat(grants).hasSize(200).containsOnly(token(1));
        assertThat(mint.minted()).isEqualTo(1);
    }

    @Test
    void oneCallerRenewsWhileTheOthersGoOnWithTheToken() throws Exception {
        account.grant();
        mint.pass(LIFE.minus(MARGIN));
        CountDownLatch mintOpens = mint.hold();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Grant> renewing = callers.submit(account::grant);
            Wait.until("a renewal", BOUND, () -> mint.minted() == 2);
            assertThat(account.grant()).isEqualTo(token(1));
            mintOpens.countDown();
            assertThat(renewing.get()).isEqualTo(token(2));
        }
        assertThat(account.grant()).isEqualTo(token(2));
        assertThat(mint.minted()).isEqualTo(2);
    }

    @Test
    void aRenewalThatFailsInTimeChangesNothing() throws Exception {
        account.grant();
        mint.pass(LIFE.minus(MARGIN));
        mint.next(FAILED);
        assertThat(account.grant()).isEqualTo(token(1));
        assertThat(account.grant()).isEqualTo(token(1));
        assertThat(mint.minted()).as("no second try during the pause").isEqualTo(2);
        mint.pass(Duration.ofSeconds(1));
        assertThat(account.grant()).isEqualTo(token(3));
    }

    @Test
    void aRefusedRenewalIsToldOnlyWhenTheTokenCannotBeUsedAnyMore() throws Exception {
        account.grant();
        mint.pass(LIFE.minus(MARGIN));
        mint.next(new Minted.Refused("status 401"));
        mint.next(new Minted.Refused("status 401"));
        assertThat(account.grant()).isEqualTo(token(1));
        mint.pass(MARGIN.dividedBy(2));
        assertThat(account.grant()).isEqualTo(new Grant.Refused("status 401"));
    }

    @Test
    void aTokenGoesOnBeingUsedWhileTheClockIsAnHourAheadAndTheAccountIsRefusedForIt() throws Exception {
        account.grant();
        mint.step(Duration.ofHours(1));
        mint.next(new Minted.Refused("status 400"));
        assertThat(account.grant()).isEqualTo(token(1));
        assertThat(account.grant()).isEqualTo(token(1));
        assertThat(mint.minted()).as("no second try during the pause").isEqualTo(2);
        mint.step(Duration.ofHours(-1));
        assertThat(account.grant()).isEqualTo(token(1));
        assertThat(mint.minted()).isEqualTo(2);
    }

    @Test
    void aTokenThatTheVaultNoLongerTakesIsNotUsedWhateverTheClockSays() throws Exception {
        account.grant();
        mint.step(Duration.ofHours(1));
        mint.next(new Minted.Refused("status 400"));
        assertThat(account.grant()).isEqualTo(token(1));
        mint.pass(Duration.ofSeconds(1));
        mint.next(new Minted.Refused("status 400"));
        assertThat(account.replace(token(1))).hasValue(new Grant.Refused("status 400"));
    }

    @Test
    void manyCallersWithARefusedTokenMintOneOther() throws Exception {
        account.grant();
        List<Optional<Grant>> others = together(200, () -> account.replace(token(1)), () -> {});
        assertThat(others).hasSize(200).containsOnly(Optional.of(token(2)));
        assertThat(mint.minted()).isEqualTo(2);
    }

    @Test
    void aRefusedTokenThatWasReplacedAlreadyMintsNone() throws Exception {
        account.grant();
        account.replace(token(1));
        account.taken(token(2));
        assertThat(account.replace(token(1))).hasValue(token(2));
        assertThat(mint.minted()).isEqualTo(2);
    }

    @Test
    void aReplacementThatIsRefusedTooHasNoOther() throws Exception {
        account.grant();
        account.taken(token(1));
        account.replace(token(1));
        assertThat(together(200, () -> account.replace(token(2)), () -> {})).containsOnly(Optional.empty());
        assertThat(mint.minted()).isEqualTo(2);
    }

    @Test
    void aReplacementThatWasTakenCanBeReplacedInItsTurn() throws Exception {
        account.grant();
        account.replace(token(1));
        account.taken(token(2));
        assertThat(account.replace(token(2))).hasValue(token(3));
    }

    @Test
    void aTokenIsReplacedOnceAlsoAfterTheMintFailed() throws Exception {
        account.grant();
        mint.next(FAILED);
        assertThat(account.replace(token(1))).hasValue(new Grant.Delayed("status 503", Duration.ofMillis(500)));
        mint.pass(Duration.ofSeconds(1));
        assertThat(account.grant()).isEqualTo(token(3));
        assertThat(account.replace(token(3))).isEmpty();
    }

    @Test
    void afterFailuresNothingIsAskedForDuringAPauseThatDoublesUpToHalfAMinute() throws Exception {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            mint.next(FAILED);
            Grant.Delayed delayed = (Grant.Delayed) account.grant();
            assertThat(account.grant()).isEqualTo(delayed);
            pauses.add(delayed.pause().toMillis());
            mint.pass(delayed.pause());
        }
        assertThat(pauses).containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 15_000L, 15_000L, 15_000L);
        assertThat(mint.minted()).isEqualTo(8);
        assertThat(account.grant()).isEqualTo(token(9));
    }

    @Test
    void aPauseThatTheOtherSideAsksForIsKept() throws Exception {
        mint.next(new Minted.Failed("status 429", Optional.of(Duration.ofMinutes(3))));
        assertThat(account.grant()).isEqualTo(new Grant.Delayed("status 429", Duration.ofMinutes(3)));
        mint.pass(Duration.ofMinutes(3));
        assertThat(account.grant()).isEqualTo(token(2));
    }

    @ParameterizedTest
    @ValueSource(longs = {-48, -1, 1, 48})
    void aClockThatIsSetNeitherStretchesAPauseNorEndsIt(long hours) throws Exception {
        mint.next(FAILED);
        account.grant();
        mint.step(Duration.ofHours(hours));
        assertThat(account.grant()).isEqualTo(new Grant.Delayed("status 503", Duration.ofMillis(500)));
        mint.pass(Duration.ofMillis(500));
        assertThat(account.grant()).isEqualTo(token(2));
    }

    @Test
    void aTokenThatDoesNotTellItsLifeIsUsedUntilItIsRefused() throws Exception {
        mint.next(new Minted.Issued(new Secret("opaque"), Optional.empty()));
        Grant.Token opaque = (Grant.Token) account.grant();
        mint.pass(Duration.ofDays(30));
        assertThat(account.grant()).isEqualTo(opaque);
        assertThat(account.replace(opaque)).hasValue(token(2));
    }

    @Test
    void aCallerThatIsInterruptedLeavesTheMintToTheNext() throws Exception {
        CountDownLatch mintOpens = mint.hold();
        Thread first = Thread.ofVirtual().start(() -> {
            try {
                account.grant();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Wait.until("a mint", BOUND, () -> mint.minted() == 1);
        first.interrupt();
        first.join();
        mintOpens.countDown();
        assertThat(account.grant()).isEqualTo(token(2));
    }

    private static <T> List<T> together(int callers, Callable<T> call, Runnable meanwhile) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                futures.add(threads.submit(call));
            }
            meanwhile.run();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
