/** The subcommands, a class each. */
@NullMarked
package com.skyflow.loader.cli.command;

import org.jspecify.annotations.NullMarked;
