/** The configuration file and its settings. */
@NullMarked
package com.skyflow.loader.common.config;

import org.jspecify.annotations.NullMarked;
