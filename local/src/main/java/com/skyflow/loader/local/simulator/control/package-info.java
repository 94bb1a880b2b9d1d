/** Steering the simulator over HTTP, and asking it what it holds and saw. */
@NullMarked
package com.skyflow.loader.local.simulator.control;

import org.jspecify.annotations.NullMarked;
