/** Events as JSON. */
@NullMarked
package com.skyflow.loader.common.json;

import org.jspecify.annotations.NullMarked;
