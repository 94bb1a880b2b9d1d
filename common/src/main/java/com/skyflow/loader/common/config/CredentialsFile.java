package com.skyflow.loader.common.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.skyflow.loader.common.failure.LoaderException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/**
 * The {@code credentials.json} of a service account, as Skyflow gives it out: {@code clientID}, {@code keyID}, {@code tokenURI} and
 * {@code privateKey}, also in the newer spelling {@code clientId}, {@code keyId}, {@code tokenUri}. What else stands in it is left
 * alone. No message quotes what is in it.
 */
public final class CredentialsFile {
    private static final String BEGIN = "-----BEGIN ";
    private static final String PKCS8 = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    /** The least that RS256 allows (RFC 7518, 3.3). */
    private static final int LEAST_BITS = 2_048;

    private final ConfigFile file;

    public CredentialsFile(CredentialConfig.File file) {
        this.file = new ConfigFile(
                file.path(), file.name(), "(expected: the credentials.json of a Skyflow service account)");
    }

    /** What its user should know of it; empty if there is nothing. */
    public Optional<String> notice() {
        return file.isReadableByOthers()
                ? Optional.of(file.name()
                        + " holds a private key and can be read by other users of this machine: chmod 600 "
                        + file.name())
                : Optional.empty();
    }

    /**
     * Reads it.
     *
     * @throws LoaderException with one line for each problem
     */
    public ServiceAccountKey read() {
        Problems problems = new Problems();
        JsonNode root = StrictJson.parse(file.name(), file.text(), problems);
        if (!root.isObject()) {
            problems.add(file.name(), Type.kind(root) + " (expected: a JSON object)");
            problems.refuse();
        }
        Optional<String> clientId = field(root, "clientID", "clientId", text -> text, problems);
        Optional<String> keyId = field(root, "keyID", "keyId", text -> text, problems);
        Optional<URI> tokenUri = field(root, "tokenURI", "tokenUri", CredentialsFile::tokenUri, problems);
        Optional<PrivateKey> key = field(root, "privateKey", "privateKey", CredentialsFile::privateKey, problems);
        problems.refuse();
        return new ServiceAccountKey(
                clientId.orElseThrow(), keyId.orElseThrow(), tokenUri.orElseThrow(), key.orElseThrow());
    }

    private <T> Optional<T> field(
            JsonNode root, String name, String newer, Function<String, T> read, Problems problems) {
        JsonNode node = root.has(name) ? root.path(name) : root.path(newer);
        String where = file.name() + ": " + name;
        if (node.isMissingNode()
                || node.isNull()
                || (node.isTextual() && node.textValue().isBlank())) {
            problems.add(where, "missing");
        } else if (!node.isTextual()) {
            problems.add(where, Type.kind(node) + " (expected: a text)");
        } else {
            try {
                return Optional.of(read.apply(node.textValue().strip()));
            } catch (IllegalArgumentException e) {
                problems.add(where, String.valueOf(e.getMessage()));
            }
        }
        return Optional.empty();
    }

    private static URI tokenUri(String text) {
        URI uri = VaultUrl.parse(text);
        if (!VaultUrl.isProtected(uri)) {
            throw Type.wrong("plain http", "https; http only to this machine");
        }
        return uri;
    }

    private static PrivateKey privateKey(String pem) {
        if (!pem.startsWith(PKCS8) || !pem.endsWith(END)) {
            throw Type.wrong(
                    pem.startsWith(PKCS8) ? "cut off" : pem.startsWith(BEGIN) ? "PEM of another form" : "no PEM",
                    "a PKCS#8 key, " + PKCS8 + " to " + END);
        }
        PrivateKey key = decoded(pem.substring(PKCS8.length(), pem.length() - END.length()));
        int bits = key instanceof RSAPrivateKey rsa ? rsa.getModulus().bitLength() : 0;
        if (bits < LEAST_BITS) {
            throw Type.wrong("an RSA key of " + bits + " bits", LEAST_BITS + " or more");
        }
        return key;
    }

    private static PrivateKey decoded(String base64) {
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Without the cause: what it says may quote the key.
            throw Type.wrong("no RSA key, or one that was changed", "an RSA key as Skyflow gave it out");
        }
    }
}
