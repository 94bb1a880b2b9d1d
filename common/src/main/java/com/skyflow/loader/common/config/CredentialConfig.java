package com.skyflow.loader.common.config;

import com.skyflow.loader.common.secret.Secret;
import java.nio.file.Path;

/** The credential of the vault API, as it was given. */
public sealed interface CredentialConfig {
    /** A bearer token or an API key: both are sent as they are. */
    record Bearer(Secret secret) implements CredentialConfig {}

    /**
     * The file of a service account.
     *
     * @param path where it lies
     * @param name what its user calls it
     */
    record File(Path path, String name) implements CredentialConfig {}
}
