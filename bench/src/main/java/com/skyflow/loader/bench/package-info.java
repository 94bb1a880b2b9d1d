/** How long the pieces take that are done for each row or each call. */
@NullMarked
package com.skyflow.loader.bench;

import org.jspecify.annotations.NullMarked;
