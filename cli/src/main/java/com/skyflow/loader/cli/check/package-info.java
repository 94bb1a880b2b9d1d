/** Whether a load can begin. */
@NullMarked
package com.skyflow.loader.cli.check;

import org.jspecify.annotations.NullMarked;
