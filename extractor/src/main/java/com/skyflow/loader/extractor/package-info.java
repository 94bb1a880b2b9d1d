/** Reads the sources of some vaults and publishes their rows. */
@NullMarked
package com.skyflow.loader.extractor;

import org.jspecify.annotations.NullMarked;
