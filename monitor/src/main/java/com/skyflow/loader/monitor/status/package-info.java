/** Where every row of every run is, and whether that can be. */
@NullMarked
package com.skyflow.loader.monitor.status;

import org.jspecify.annotations.NullMarked;
