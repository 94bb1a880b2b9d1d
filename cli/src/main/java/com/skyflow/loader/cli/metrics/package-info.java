/** What a process says of itself to Prometheus. */
@NullMarked
package com.skyflow.loader.cli.metrics;

import org.jspecify.annotations.NullMarked;
