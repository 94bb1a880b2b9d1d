/** Calls to the vault over HTTP. */
@NullMarked
package com.skyflow.loader.vault.client;

import org.jspecify.annotations.NullMarked;
