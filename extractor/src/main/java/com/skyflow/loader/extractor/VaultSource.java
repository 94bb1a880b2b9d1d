package com.skyflow.loader.extractor;

import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.extractor.source.Source;

/** A vault, where its rows come from and where they go. */
public record VaultSource(VaultName vault, Source source, Destination destination) {}
