package com.skyflow.loader.common.instance;

import org.jspecify.annotations.Nullable;

/**
 * How far an extractor is in its run.
 *
 * @param total rows of the source; null where they could not be counted
 * @param read rows that have been read: those published and those rejected
 * @param published rows that went to the vault's topic
 * @param rejected rows that went to the dead-letter topic as {@code invalid-row}
 */
public record ExtractionFigures(@Nullable Long total, long read, long published, long rejected) {}
