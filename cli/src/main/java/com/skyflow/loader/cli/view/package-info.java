/** What a load shows of itself. */
@NullMarked
package com.skyflow.loader.cli.view;

import org.jspecify.annotations.NullMarked;
