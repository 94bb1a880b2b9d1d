/** What can be made to go wrong, when, and how often it did. */
@NullMarked
package com.skyflow.loader.local.simulator.fault;

import org.jspecify.annotations.NullMarked;
