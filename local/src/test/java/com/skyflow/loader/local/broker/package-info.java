/** Tests of the embedded broker within one process. */
@NullMarked
package com.skyflow.loader.local.broker;

import org.jspecify.annotations.NullMarked;
