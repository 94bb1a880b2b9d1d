/** Checkpoints and outcomes, and the one fold that sums them into a ledger. */
@NullMarked
package com.skyflow.loader.common.ledger;

import org.jspecify.annotations.NullMarked;
