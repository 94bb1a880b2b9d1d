package com.skyflow.loader.vault.credential;

import java.time.Instant;

/** Where tokens come from. */
@FunctionalInterface
interface Mint {
    /**
     * Asks for one token, and waits for the answer.
     *
     * @throws InterruptedException if interrupted while waiting
     */
    Minted mint(Instant now) throws InterruptedException;
}
