/** What every source of rows offers. */
@NullMarked
package com.skyflow.loader.extractor.source;

import org.jspecify.annotations.NullMarked;
