/** The ledger as a stream: the accounts of all runs and vaults, kept up to date in {@code byot.ledger}. */
@NullMarked
package com.skyflow.loader.monitor.ledger;

import org.jspecify.annotations.NullMarked;
