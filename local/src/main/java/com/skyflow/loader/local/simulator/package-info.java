/**
 * A vault on a laptop: a server that answers as Skyflow's v1 API does, fails as it is told to, and knows exactly what it
 * holds. Read {@link com.skyflow.loader.local.simulator.VaultSimulator} first.
 */
@NullMarked
package com.skyflow.loader.local.simulator;

import org.jspecify.annotations.NullMarked;
