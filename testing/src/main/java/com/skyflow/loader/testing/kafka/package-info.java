/** A broker with TLS, logins and ACLs, for tests. */
@NullMarked
package com.skyflow.loader.testing.kafka;

import org.jspecify.annotations.NullMarked;
