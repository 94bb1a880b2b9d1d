package com.skyflow.loader.common.config;

import java.net.URI;
import java.security.PrivateKey;

/** What a service account proves itself with. It never prints its key. */
public final class ServiceAccountKey {
    private final String clientId;
    private final String keyId;
    private final URI tokenUri;
    private final PrivateKey privateKey;

    /**
     * One key of an account.
     *
     * @param tokenUri where it is exchanged for tokens
     * @param privateKey an RSA key
     */
    public ServiceAccountKey(String clientId, String keyId, URI tokenUri, PrivateKey privateKey) {
        this.clientId = clientId;
        this.keyId = keyId;
        this.tokenUri = tokenUri;
        this.privateKey = privateKey;
    }

    public String clientId() {
        return clientId;
    }

    public String keyId() {
        return keyId;
    }

    public URI tokenUri() {
        return tokenUri;
    }

    public PrivateKey privateKey() {
        return privateKey;
    }

    @Override
    public String toString() {
        return "ServiceAccountKey[" + tokenUri.getHost() + ", ***]";
    }
}
