/** The simulator over real HTTP. */
@NullMarked
package com.skyflow.loader.local.simulator;

import org.jspecify.annotations.NullMarked;
