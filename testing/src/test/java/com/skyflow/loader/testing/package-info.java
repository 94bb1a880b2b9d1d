/** Tests of the shared parts, and of the embedded broker in several processes. */
@NullMarked
package com.skyflow.loader.testing;

import org.jspecify.annotations.NullMarked;
