/** What the tests of several modules share: a broker, child processes, bounded waits. */
@NullMarked
package com.skyflow.loader.testing;

import org.jspecify.annotations.NullMarked;
