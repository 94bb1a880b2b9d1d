/** Which run an extraction belongs to. */
@NullMarked
package com.skyflow.loader.extractor.run;

import org.jspecify.annotations.NullMarked;
