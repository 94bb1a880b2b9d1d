/** Emptying test vaults. */
@NullMarked
package com.skyflow.loader.cli.clear;

import org.jspecify.annotations.NullMarked;
