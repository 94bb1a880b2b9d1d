/** The skyflow-loader command: where it starts and how it ends. */
@NullMarked
package com.skyflow.loader.cli;

import org.jspecify.annotations.NullMarked;
