/** Certificates that the simulator makes for itself, and how it proves to be who it is. */
@NullMarked
package com.skyflow.loader.local.simulator.tls;

import org.jspecify.annotations.NullMarked;
