/** Which runs a row may belong to. */
@NullMarked
package com.skyflow.loader.uploader.runs;

import org.jspecify.annotations.NullMarked;
