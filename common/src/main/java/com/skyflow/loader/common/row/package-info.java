/** A value/token pair on its way: its key, its wire format. */
@NullMarked
package com.skyflow.loader.common.row;

import org.jspecify.annotations.NullMarked;
