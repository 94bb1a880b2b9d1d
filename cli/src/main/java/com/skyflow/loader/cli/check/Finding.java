package com.skyflow.loader.cli.check;

import com.skyflow.loader.common.vault.VaultName;
import java.util.Optional;

/**
 * What was found of one thing that a load needs.
 *
 * @param subject the thing
 * @param vault whose it is; empty if it is that of all
 * @param text what was found, and, where it does not do, what to do
 */
public record Finding(String subject, Optional<VaultName> vault, boolean passed, String text) {}
