/** The topics, groups and transactional ids, and their settings. */
@NullMarked
package com.skyflow.loader.common.topic;

import org.jspecify.annotations.NullMarked;
