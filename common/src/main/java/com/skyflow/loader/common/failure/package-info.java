/** How a command ends, and the sentence it ends with. */
@NullMarked
package com.skyflow.loader.common.failure;

import org.jspecify.annotations.NullMarked;
