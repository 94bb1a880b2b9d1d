/** Messages of others, without the values they may quote. */
@NullMarked
package com.skyflow.loader.common.redaction;

import org.jspecify.annotations.NullMarked;
