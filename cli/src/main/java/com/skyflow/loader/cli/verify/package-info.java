/** Proof that a vault holds what was loaded. */
@NullMarked
package com.skyflow.loader.cli.verify;

import org.jspecify.annotations.NullMarked;
