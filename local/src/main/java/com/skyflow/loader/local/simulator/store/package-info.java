/** What the simulated vaults hold: millions of value/token pairs in little memory. */
@NullMarked
package com.skyflow.loader.local.simulator.store;

import org.jspecify.annotations.NullMarked;
