package com.skyflow.loader.local.broker;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/**
 * What a client of the embedded broker has to know: a secret that only those can read who may enter the folder. Any user of the
 * machine reaches the port. By SCRAM each side proves that it has the secret and neither says it, so a stranger on the port
 * learns nothing, not even one who took it while no broker ran.
 */
record ClientAccess(Map<String, String> properties) {
    static final String MECHANISM = "SCRAM-SHA-256";

    private static final Set<PosixFilePermission> OWN_FILE = PosixFilePermissions.fromString("rw-------");
    private static final int SECRET_BYTES = 32;

    ClientAccess {
        properties = Map.copyOf(properties);
    }

    /**
     * Reads the file of a folder, which Kafka's own tools take as their {@code --command-config}; makes one with a new secret if
     * there is none. Whoever comes second uses what the first made.
     *
     * @throws LoaderException if it cannot be written, or is not what was written
     */
    static ClientAccess in(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return read(file);
        } catch (IOException | IllegalArgumentException e) {
            throw new LoaderException(
                    ExitCode.USAGE,
                    "The access to the embedded broker in " + file + " cannot be read or written ("
                            + e.getClass().getSimpleName()
                            + "): make it a file that you can read, or delete it while no load of the folder runs.",
                    e);
        }
    }

    /** How a login of this mechanism names user and password, for clients and for the broker alike. */
    String login() {
        String login = properties.get(SaslConfigs.SASL_JAAS_CONFIG);
        if (login == null) {
            throw new IllegalArgumentException("no " + SaslConfigs.SASL_JAAS_CONFIG);
        }
        return login;
    }

    private static ClientAccess read(Path file) throws IOException {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            read.load(reader);
        }
        Map<String, String> properties = new HashMap<>();
        read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
        ClientAccess access = new ClientAccess(properties);
        access.login();
        return access;
    }

    /** The file appears whole: a link to what was written elsewhere, which fails if there is one by now. */
    private static void create(Path file) throws IOException {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        Properties written = new Properties();
        written.setProperty(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_PLAINTEXT");
        written.setProperty(SaslConfigs.SASL_MECHANISM, MECHANISM);
        written.setProperty(
                SaslConfigs.SASL_JAAS_CONFIG,
                ScramLoginModule.class.getName() + " required username=\"loader\" password=\""
                        + HexFormat.of().formatHex(secret) + "\";");
        Path draft = Files.createTempFile(
                file.getParent(), "client", ".new", PosixFilePermissions.asFileAttribute(OWN_FILE));
        try {
            try (Writer writer = Files.newBufferedWriter(draft)) {
                written.store(writer, "Access to the embedded broker of this folder. Keep it to yourself.");
            }
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was quicker.
        } finally {
            Files.delete(draft);
        }
    }

    /** Names only: the login holds the secret. */
    @Override
    public String toString() {
        return "ClientAccess" + properties.keySet();
    }
}
