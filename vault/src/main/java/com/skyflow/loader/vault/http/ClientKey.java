package com.skyflow.loader.vault.http;

import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The file of the private key that belongs to a client certificate: PKCS#8 in PEM, plain or encrypted (PBES2), RSA or EC. No message
 * quotes what is in it.
 */
record ClientKey(Path file, Optional<Secret> passphrase) {
    private static final String SETTING = "connection.key_file";
    private static final String EXPECTED = "a private key in PEM, -----BEGIN PRIVATE KEY----- or -----BEGIN ENCRYPTED"
            + " PRIVATE KEY-----; openssl pkcs8 -topk8 makes one of others";

    /**
     * Reads the key.
     *
     * @param expected the key that the certificate is for
     * @throws LoaderException if the file is wrong, cannot be decrypted, or holds the key of another certificate
     */
    PrivateKey read(PublicKey expected, Path certificateFile) {
        Pem pem = Pem.read(SETTING, file, EXPECTED);
        List<byte[]> plain = pem.all("PRIVATE KEY");
        List<byte[]> encrypted = pem.all("ENCRYPTED PRIVATE KEY");
        if (plain.size() + encrypted.size() != 1) {
            throw pem.refusal(
                    plain.isEmpty() && encrypted.isEmpty()
                            ? "holds no private key of this form"
                            : "holds more than one private key",
                    EXPECTED);
        }
        PKCS8EncodedKeySpec spec =
                plain.isEmpty() ? decrypted(encrypted.getFirst(), pem) : new PKCS8EncodedKeySpec(plain.getFirst());
        try {
            PrivateKey key = KeyFactory.getInstance(expected.getAlgorithm()).generatePrivate(spec);
            if (!belongTogether(key, expected)) {
                throw pem.refusal("is another key", "the one of the first certificate in " + certificateFile);
            }
            return key;
        } catch (GeneralSecurityException e) {
            // Without the cause: what it says may quote the key.
            throw pem.refusal(
                    "holds no " + expected.getAlgorithm() + " key, or one that was changed",
                    "the one of the first certificate in " + certificateFile);
        }
    }

    private PKCS8EncodedKeySpec decrypted(byte[] der, Pem pem) {
        String wanted = "connection.key_passphrase or SKYFLOW_CLIENT_KEY_PASSPHRASE";
        char[] password = passphrase
                .orElseThrow(() -> pem.refusal("is encrypted", wanted))
                .reveal()
                .toCharArray();
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
            // PBES2 names its scheme in its parameters.
            String scheme = String.valueOf(info.getAlgParameters());
            Cipher cipher = Cipher.getInstance(scheme);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(scheme).generateSecret(new PBEKeySpec(password)),
                    info.getAlgParameters());
            return info.getKeySpec(cipher);
        } catch (GeneralSecurityException | IOException e) {
            throw pem.refusal("cannot be decrypted", "its passphrase in " + wanted);
        }
    }

    private static boolean belongTogether(PrivateKey key, PublicKey expected) throws GeneralSecurityException {
        String algorithm = expected.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        byte[] probe = {1, 2, 3};
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(probe);
        byte[] signed = signature.sign();
        signature.initVerify(expected);
        signature.update(probe);
        return signature.verify(signed);
    }

    @Override
    public String toString() {
        return "ClientKey[" + file + "]";
    }
}
