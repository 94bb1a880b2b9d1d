/** Publishing rows together with the checkpoint that counts them. */
@NullMarked
package com.skyflow.loader.extractor.publish;

import org.jspecify.annotations.NullMarked;
