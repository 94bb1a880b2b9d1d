/** Calls to a vault that are waited for. */
@NullMarked
package com.skyflow.loader.cli.calls;

import org.jspecify.annotations.NullMarked;
