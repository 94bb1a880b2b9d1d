/** A service account and its bearer tokens. */
@NullMarked
package com.skyflow.loader.local.simulator.auth;

import org.jspecify.annotations.NullMarked;
