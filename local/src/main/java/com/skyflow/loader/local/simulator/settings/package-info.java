/** What can be set about the simulator, at its start or while it runs. */
@NullMarked
package com.skyflow.loader.local.simulator.settings;

import org.jspecify.annotations.NullMarked;
