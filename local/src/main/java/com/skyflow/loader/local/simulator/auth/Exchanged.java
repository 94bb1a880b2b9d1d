package com.skyflow.loader.local.simulator.auth;

import com.skyflow.loader.common.secret.Secret;

/** What came of one assertion. */
public sealed interface Exchanged {
    /** A bearer token for it. */
    record Issued(Secret token) implements Exchanged {}

    /** An error of the API. */
    record Refused(int status, String message) implements Exchanged {}
}
