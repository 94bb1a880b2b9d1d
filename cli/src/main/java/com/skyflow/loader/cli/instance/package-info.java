/** Names that a process keeps over its restarts. */
@NullMarked
package com.skyflow.loader.cli.instance;

import org.jspecify.annotations.NullMarked;
