/** Settings and clients of Kafka that several parts share. */
@NullMarked
package com.skyflow.loader.common.kafka;

import org.jspecify.annotations.NullMarked;
