package com.skyflow.loader.testing.snowflake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Private keys in files (PKCS#8, PEM), as {@code openssl} writes them for Snowflake. */
public final class KeyFiles {
    private static final String ENCRYPTION = "PBEWithHmacSHA256AndAES_256";

    private KeyFiles() {}

    /** Writes a new key as it is, and gives its public key. */
    public static PublicKey plain(Path file) {
        KeyPair pair = pair();
        write(file, "PRIVATE KEY", pair.getPrivate().getEncoded());
        return pair.getPublic();
    }

    /** Writes a new key encrypted with a passphrase, and gives its public key. */
    public static PublicKey encrypted(Path file, String passphrase) {
        KeyPair pair = pair();
        try {
            SecretKey key =
                    SecretKeyFactory.getInstance(ENCRYPTION).generateSecret(new PBEKeySpec(passphrase.toCharArray()));
            Cipher cipher = Cipher.getInstance(ENCRYPTION);
            cipher.init(Cipher.ENCRYPT_MODE, key);
            byte[] encrypted = cipher.doFinal(pair.getPrivate().getEncoded());
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
            parameters.init(cipher.getParameters().getEncoded());
            write(file, "ENCRYPTED PRIVATE KEY", new EncryptedPrivateKeyInfo(parameters, encrypted).getEncoded());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
        return pair.getPublic();
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        try {
            Files.write(
                    file,
                    "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                            .formatted(label, body)
                            .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
