package com.skyflow.loader.testing.snowflake;

import java.io.IOException;
import java.io.UncheckedIOException;
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

/** Private keys in PEM (PKCS#8), plain and encrypted, as {@code openssl} writes them. */
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
        write(file, "ENCRYPTED PRIVATE KEY", encrypted(pair.getPrivate().getEncoded(), passphrase));
        return pair.getPublic();
    }

    /** A key in PEM, encrypted with a passphrase. */
    public static String encrypted(String pem, String passphrase) {
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        return pem("ENCRYPTED PRIVATE KEY", encrypted(der, passphrase));
    }

    private static byte[] encrypted(byte[] der, String passphrase) {
        try {
            SecretKey key =
                    SecretKeyFactory.getInstance(ENCRYPTION).generateSecret(new PBEKeySpec(passphrase.toCharArray()));
            Cipher cipher = Cipher.getInstance(ENCRYPTION);
            cipher.init(Cipher.ENCRYPT_MODE, key);
            byte[] encrypted = cipher.doFinal(der);
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
            parameters.init(cipher.getParameters().getEncoded());
            return new EncryptedPrivateKeyInfo(parameters, encrypted).getEncoded();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
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

    private static String pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, body);
    }

    private static void write(Path file, String label, byte[] der) {
        try {
            Files.writeString(file, pem(label, der));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
