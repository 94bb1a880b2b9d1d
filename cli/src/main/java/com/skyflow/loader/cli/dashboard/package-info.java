/** What a monitor knows of the loads, and the page on which it shows that. */
@NullMarked
package com.skyflow.loader.cli.dashboard;

import org.jspecify.annotations.NullMarked;
