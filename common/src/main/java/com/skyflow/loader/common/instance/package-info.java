/** What the processes of a load say of themselves every two seconds, for people who watch. No row depends on it. */
@NullMarked
package com.skyflow.loader.common.instance;

import org.jspecify.annotations.NullMarked;
