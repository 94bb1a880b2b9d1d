/** Records of one partition, cut into batches. */
@NullMarked
package com.skyflow.loader.uploader.batch;

import org.jspecify.annotations.NullMarked;
