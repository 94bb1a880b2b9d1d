/** What was called, when, and how it was answered. */
@NullMarked
package com.skyflow.loader.local.simulator.journal;

import org.jspecify.annotations.NullMarked;
