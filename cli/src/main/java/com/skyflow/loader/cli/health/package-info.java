/** What a process tells those who watch over it, by HTTP. */
@NullMarked
package com.skyflow.loader.cli.health;

import org.jspecify.annotations.NullMarked;
