package com.skyflow.loader.generator;

/** What follows a generation. It is called on the generating thread, many times a second. */
public interface GenerationProgress {
    /**
     * More pairs of a vault are written.
     *
     * @param pairs written so far
     * @param total planned for this vault
     */
    void written(MockVault vault, long pairs, long total);
}
