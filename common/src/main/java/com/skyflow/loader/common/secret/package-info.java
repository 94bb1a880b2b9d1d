/** What must never be printed. */
@NullMarked
package com.skyflow.loader.common.secret;

import org.jspecify.annotations.NullMarked;
