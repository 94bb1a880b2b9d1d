/** Faults of a cluster of three brokers, and of what it holds and allows. */
@NullMarked
package com.skyflow.loader.faults.cluster;

import org.jspecify.annotations.NullMarked;
