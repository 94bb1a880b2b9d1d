package com.skyflow.loader.extractor;

import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.extractor.publish.Publisher;
import com.skyflow.loader.extractor.publish.TakenOverException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The right to publish rows of some vaults, taken from every earlier extractor.
 *
 * <p>Two extractors that start in the same second must not take the vaults of each other in turns, or neither is left. So the first
 * vault by name decides: it is claimed last, and who holds it takes back what another, older one still took. Before that it waits:
 * the other may be in the middle of its claims, and about to take the first vault too. Owned by one thread.
 */
final class Claims implements AutoCloseable {
    /** Longer than another takes from its first claim to its last. */
    private static final Duration OTHERS_CLAIMS = Duration.ofSeconds(2);

    private final Function<VaultName, Publisher> claim;
    private final NavigableMap<VaultName, Publisher> publishers = new TreeMap<>();
    /** Vaults that others have taken over, with their last checkpoint of it. */
    private final Map<VaultName, Optional<Checkpoint>> disputed = new TreeMap<>();

    Claims(Collection<VaultName> vaults, Function<VaultName, Publisher> claim) {
        this.claim = claim;
        try {
            vaults.stream()
                    .sorted((first, second) -> second.compareTo(first))
                    .forEach(vault -> publishers.put(vault, claim.apply(vault)));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The publisher of a vault. */
    Publisher of(VaultName vault) {
        return Objects.requireNonNull(publishers.get(vault));
    }

    /**
     * Publishes a checkpoint of each vault, which shows whether the vault is still held.
     *
     * @param abandoned checkpoints of runs that are given up, of any of the vaults: all or none of them are published
     * @return whether all vaults are held
     * @throws TakenOverException if another extractor has taken over
     */
    boolean confirm(Map<VaultName, Checkpoint> checkpoints, List<Checkpoint> abandoned) {
        VaultName first = publishers.firstKey();
        List<Checkpoint> together = new ArrayList<>(abandoned);
        together.add(Objects.requireNonNull(checkpoints.get(first)));
        of(first).publish(together);
        disputed.clear();
        publishers.tailMap(first, false).forEach((vault, publisher) -> {
            try {
                publisher.publish(List.of(Objects.requireNonNull(checkpoints.get(vault))));
            } catch (TakenOverException e) {
                disputed.put(vault, e.other());
            }
        });
        if (!disputed.isEmpty()) {
            pause();
            of(first).publish(List.of(together.getLast()));
        }
        return disputed.isEmpty();
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(OTHERS_CLAIMS.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What another extractor has published of a vault at last that was found to be lost. */
    Optional<Checkpoint> other(VaultName vault) {
        return disputed.getOrDefault(vault, Optional.empty());
    }

    /** Takes back the vaults that were found to be lost. */
    void reclaim() {
        for (VaultName vault : disputed.keySet()) {
            of(vault).close();
            publishers.put(vault, claim.apply(vault));
        }
    }

    /**
     * Publishes the last checkpoints of runs that are given up.
     *
     * @throws TakenOverException if another extractor has taken over
     */
    void giveUp(List<Checkpoint> abandoned) {
        if (!abandoned.isEmpty()) {
            of(publishers.firstKey()).publish(abandoned);
        }
    }

    @Override
    public void close() {
        publishers.values().forEach(Publisher::close);
    }
}
