/** Dead letters as files for people. */
@NullMarked
package com.skyflow.loader.monitor.errorlog;

import org.jspecify.annotations.NullMarked;
