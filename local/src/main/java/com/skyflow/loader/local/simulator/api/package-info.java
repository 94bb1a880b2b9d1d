/** Skyflow's v1 API on the tables of the simulator, whatever carries its calls. */
@NullMarked
package com.skyflow.loader.local.simulator.api;

import org.jspecify.annotations.NullMarked;
