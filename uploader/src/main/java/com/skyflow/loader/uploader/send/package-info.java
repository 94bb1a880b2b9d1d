/** The way of one batch to the vault, with its attempts and halves. */
@NullMarked
package com.skyflow.loader.uploader.send;

import org.jspecify.annotations.NullMarked;
