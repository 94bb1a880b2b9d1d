/** Rows that are still in a topic, counted there. */
@NullMarked
package com.skyflow.loader.monitor.pending;

import org.jspecify.annotations.NullMarked;
