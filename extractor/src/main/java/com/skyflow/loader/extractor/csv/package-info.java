/** The source of rows that stand in CSV files or come through standard input. */
@NullMarked
package com.skyflow.loader.extractor.csv;

import org.jspecify.annotations.NullMarked;
