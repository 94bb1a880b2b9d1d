/** Open dead letters as operators look at them. */
@NullMarked
package com.skyflow.loader.monitor.deadletter;

import org.jspecify.annotations.NullMarked;
