/** What calls to the vault are authorized with, and how it is renewed. */
@NullMarked
package com.skyflow.loader.vault.credential;

import org.jspecify.annotations.NullMarked;
