/** What of a partition is finished and may be committed. */
@NullMarked
package com.skyflow.loader.uploader.offsets;

import org.jspecify.annotations.NullMarked;
