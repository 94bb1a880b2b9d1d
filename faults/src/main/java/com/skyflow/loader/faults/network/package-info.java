/** Faults of the lines to Kafka and to the vault. */
@NullMarked
package com.skyflow.loader.faults.network;

import org.jspecify.annotations.NullMarked;
