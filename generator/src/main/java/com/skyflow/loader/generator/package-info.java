/** Mock data: value/token pairs as CSV files, made on all cores and in constant memory. */
@NullMarked
package com.skyflow.loader.generator;

import org.jspecify.annotations.NullMarked;
