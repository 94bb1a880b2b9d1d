/** Vaults that throttle, fail, hang, and lose answers in the midst of a load. */
@NullMarked
package com.skyflow.loader.faults.vault;

import org.jspecify.annotations.NullMarked;
