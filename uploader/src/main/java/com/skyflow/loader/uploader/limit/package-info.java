/** How many calls a vault is given: found out by what it answers. */
@NullMarked
package com.skyflow.loader.uploader.limit;

import org.jspecify.annotations.NullMarked;
