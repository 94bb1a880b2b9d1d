/** How far uploaders are behind. */
@NullMarked
package com.skyflow.loader.monitor.lag;

import org.jspecify.annotations.NullMarked;
