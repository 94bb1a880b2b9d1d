/** Clocks that jump in the midst of a load. */
@NullMarked
package com.skyflow.loader.faults.clock;

import org.jspecify.annotations.NullMarked;
