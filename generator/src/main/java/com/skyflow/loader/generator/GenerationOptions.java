package com.skyflow.loader.generator;

import java.util.OptionalLong;

/**
 * How to generate.
 *
 * @param seed the same seed gives the same bytes, timestamp included; without one no two generations share a value
 * @param existing what becomes of files that are there already
 */
public record GenerationOptions(OptionalLong seed, Existing existing) {
    /** Fresh values, and no file is replaced. */
    public static final GenerationOptions DEFAULT = new GenerationOptions(OptionalLong.empty(), Existing.KEEP);
}
