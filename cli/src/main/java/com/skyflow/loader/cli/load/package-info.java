/** A load of some vaults in one process: extraction and uploads side by side. */
@NullMarked
package com.skyflow.loader.cli.load;

import org.jspecify.annotations.NullMarked;
