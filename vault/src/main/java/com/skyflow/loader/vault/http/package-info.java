/** HTTP calls, and what it means that no answer came. */
@NullMarked
package com.skyflow.loader.vault.http;

import org.jspecify.annotations.NullMarked;
