/** What becomes of dead letters: they are replayed, parked or purged, and thereby closed. */
@NullMarked
package com.skyflow.loader.uploader.replay;

import org.jspecify.annotations.NullMarked;
