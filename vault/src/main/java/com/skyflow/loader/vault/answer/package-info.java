/** What an answer of the vault means. */
@NullMarked
package com.skyflow.loader.vault.answer;

import org.jspecify.annotations.NullMarked;
