/** Moves the rows of one vault from its topic into the vault. */
@NullMarked
package com.skyflow.loader.uploader;

import org.jspecify.annotations.NullMarked;
