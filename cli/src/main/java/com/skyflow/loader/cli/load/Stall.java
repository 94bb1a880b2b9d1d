package com.skyflow.loader.cli.load;

import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Ledger;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.uploader.UploaderStatus;
import com.skyflow.loader.uploader.UploaderStatus.State;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Says when to look whether a vault's topic still holds the rows that the ledger has outstanding: when nothing has moved for a while
 * and the uploader has no row in its hands. Counting reads what is there, so that it is done ever more rarely. Owned by the load's thread.
 */
final class Stall {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Map<VaultName, Look> looks = new HashMap<>();

    /** The next look, unless rows have moved until then. */
    private record Look(long outstanding, long at, Duration next) {}

    /**
     * Whether it is time.
     *
     * @param now in nanoseconds
     */
    boolean isDue(VaultName vault, Optional<UploaderStatus> status, Ledger ledger, long now) {
        boolean resting = status.filter(upload -> upload.uncommitted() == 0
                        && (upload.state() == State.UPLOADING || upload.state() == State.IDLE))
                .isPresent();
        long outstanding = ledger.accounts().entrySet().stream()
                .filter(account -> account.getKey().vault().equals(vault))
                .map(Map.Entry::getValue)
                .mapToLong(Account::outstanding)
                .filter(rows -> rows > 0)
                .sum();
        Look look = looks.get(vault);
        if (!resting || outstanding == 0 || look == null || look.outstanding() != outstanding) {
            looks.put(vault, new Look(outstanding, now + FIRST.toNanos(), FIRST));
            return false;
        }
        if (now - look.at() < 0) {
            return false;
        }
        Duration next = look.next().multipliedBy(2);
        next = next.compareTo(LONGEST) < 0 ? next : LONGEST;
        looks.put(vault, new Look(outstanding, now + next.toNanos(), next));
        return true;
    }
}
