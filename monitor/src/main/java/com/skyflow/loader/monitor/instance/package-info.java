/** What the processes of a load say of themselves, and what of it a person should know. */
@NullMarked
package com.skyflow.loader.monitor.instance;

import org.jspecify.annotations.NullMarked;
