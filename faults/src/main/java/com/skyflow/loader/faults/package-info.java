/** The fault suite: real loads in real processes, while something goes wrong. {@code Scenario} is the place to begin. */
@NullMarked
package com.skyflow.loader.faults;

import org.jspecify.annotations.NullMarked;
