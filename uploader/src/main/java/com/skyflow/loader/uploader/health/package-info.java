/** How the vault is, for all batches together. */
@NullMarked
package com.skyflow.loader.uploader.health;

import org.jspecify.annotations.NullMarked;
