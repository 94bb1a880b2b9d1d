/** The embedded Kafka broker of a folder, shared by the processes that work there. */
@NullMarked
package com.skyflow.loader.local.broker;

import org.jspecify.annotations.NullMarked;
