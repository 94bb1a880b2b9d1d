/** Processes that are killed, suspended, stopped and started in the midst of a load. */
@NullMarked
package com.skyflow.loader.faults.process;

import org.jspecify.annotations.NullMarked;
