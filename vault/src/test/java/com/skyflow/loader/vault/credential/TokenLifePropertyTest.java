package com.skyflow.loader.vault.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.vault.credential.HeldToken.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

final class TokenLifePropertyTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Property
    void isRenewedAheadOfItsExpiryAndNotFarAhead(
            @ForAll @LongRange(min = 100, max = 100_000_000) long lifeMillis, @ForAll long seed) {
        Duration life = Duration.ofMillis(lifeMillis);
        long margin = Math.min(lifeMillis / 5, 300_000);
        HeldToken token = HeldToken.of(
                new Minted.Issued(new Secret("t"), Optional.of(life)),
                START,
                0,
                Origin.DUE,
                new SplittableRandom(seed));

        assertThat(token.isFresh(START)).isTrue();
        assertThat(token.isFresh(START.plusMillis(lifeMillis - margin * 3 / 2 - 2)))
                .isTrue();
        assertThat(token.isFresh(START.plusMillis(lifeMillis - margin + 1))).isFalse();
        assertThat(token.isUsable(START.plusMillis(lifeMillis - margin))).isTrue();
        assertThat(token.isUsable(START.plusMillis(lifeMillis - margin / 2 + 1)))
                .isFalse();
    }

    @Property
    void noCallBeginsWithAnExpiredTokenAndNoMintIsNeedless(
            @ForAll @Size(max = 50) List<@IntRange(max = 10_000) Integer> pauseSeconds, @ForAll long seed)
            throws InterruptedException {
        ScriptedMint mint = new ScriptedMint();
        ServiceAccount account = mint.account(new SplittableRandom(seed));
        long now = 0;
        long[] mintedAt = new long[pauseSeconds.size() + 2];
        for (int pause : pauseSeconds) {
            mint.pass(Duration.ofSeconds(pause));
            now += pause;
            int before = mint.minted();
            Grant grant = account.grant();
            int number = mint.minted();
            assertThat(grant).isEqualTo(ScriptedMint.token(number));
            if (number > before) {
                mintedAt[number] = now;
                assertThat(number).isEqualTo(before + 1);
                assertThat(before == 0 || now - mintedAt[before] >= 3_600 - 450).isTrue();
            }
            assertThat(now - mintedAt[number]).isLessThan(3_600 - 150);
        }
    }
}
