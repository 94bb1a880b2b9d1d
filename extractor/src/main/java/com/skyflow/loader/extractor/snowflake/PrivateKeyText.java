package com.skyflow.loader.extractor.snowflake;

import com.skyflow.loader.common.config.SnowflakeLogin;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** The PEM text of a private key, looked at before the driver fails on it without a word. */
final class PrivateKeyText {
    private final String where;
    private final String text;

    private PrivateKeyText(String where, String text) {
        this.where = where;
        this.text = text;
    }

    /** @throws LoaderException if there is none, or it is encrypted and its passphrase missing */
    static PrivateKeyText of(SnowflakeLogin login) {
        PrivateKeyText key = login.privateKeyFile().map(PrivateKeyText::read).orElseGet(() -> decode(login));
        key.check(login);
        return key;
    }

    private static PrivateKeyText read(Path file) {
        try {
            return new PrivateKeyText("snowflake.private_key_file: " + file, Files.readString(file));
        } catch (IOException e) {
            throw new LoaderException(
                    ExitCode.USAGE,
                    "snowflake.private_key_file: %s cannot be read (expected: a PEM file with a private key)"
                            .formatted(file),
                    e);
        }
    }

    private static PrivateKeyText decode(SnowflakeLogin login) {
        String where = "snowflake.private_key_base64: the text";
        String encoded = login.privateKeyBase64().orElseThrow().reveal();
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(encoded);
            return new PrivateKeyText(where, new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return new PrivateKeyText(where, "");
        }
    }

    private void check(SnowflakeLogin login) {
        if (!text.contains("PRIVATE KEY-----")) {
            throw new LoaderException(
                    ExitCode.USAGE, where + " holds no private key (expected: PEM, -----BEGIN PRIVATE KEY-----)");
        }
        boolean encrypted = text.contains("ENCRYPTED");
        if (encrypted && login.privateKeyPassphrase().isEmpty()) {
            throw new LoaderException(
                    ExitCode.USAGE,
                    where
                            + " holds an encrypted private key (expected: snowflake.private_key_passphrase, or the variable SNOWFLAKE_PRIVATE_KEY_PASSPHRASE)");
        }
    }

    String base64() {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return where;
    }
}
