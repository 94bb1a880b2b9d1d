package com.skyflow.loader.vault.credential;

import java.util.Optional;

/** What the calls to the vaults are authorized with; one for all of them. Thread-safe. */
public sealed interface Credential extends AutoCloseable permits FixedCredential, ServiceAccount {
    /**
     * The authorization of the next call; waits where a token has to be minted first.
     *
     * @throws InterruptedException if interrupted while waiting
     */
    Grant grant() throws InterruptedException;

    /** The vault has taken a call with this token. */
    void taken(Grant.Token token);

    /**
     * Another authorization than one that the vault answered 401 to; waits where it has to be minted.
     *
     * @return empty if there is no other
     * @throws InterruptedException if interrupted while waiting
     */
    Optional<Grant> replace(Grant.Token refused) throws InterruptedException;

    @Override
    void close();
}
