/** Which vault a row belongs to and where that vault is. */
@NullMarked
package com.skyflow.loader.common.vault;

import org.jspecify.annotations.NullMarked;
