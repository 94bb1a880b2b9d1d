/** Properties of the simulator's store against plain maps. */
@NullMarked
package com.skyflow.loader.local.simulator.store;

import org.jspecify.annotations.NullMarked;
