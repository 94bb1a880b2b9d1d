/** A row that was given up, as it stands in a dead-letter topic. */
@NullMarked
package com.skyflow.loader.common.deadletter;

import org.jspecify.annotations.NullMarked;
