package com.skyflow.loader.testing.kafka;

import static com.skyflow.loader.testing.Answers.await;

import com.skyflow.loader.local.simulator.tls.Authority;
import com.skyflow.loader.local.simulator.tls.Identity;
import com.skyflow.loader.testing.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real broker that asks for TLS, a login (SCRAM, PLAIN or a certificate) and ACLs: {@code @RegisterExtension static final GuardedKafka kafka = new
 * GuardedKafka()}. One for all classes of the JVM; it ends with the last test. Tests stay apart by their users and prefixes.
 */
public final class GuardedKafka implements BeforeAllCallback {
    private static final Duration BOUND = Duration.ofSeconds(60);

    private static final String SCRAM = "SCRAM";
    private static final String PLAIN = "PLAIN";
    private static final String CERTIFICATES = "CERTIFICATES";
    private static final String SCRAM_LOGIN = "org.apache.kafka.common.security.scram.ScramLoginModule required";
    private static final String PLAIN_LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    private static final String CREDENTIALS = " username=\"%s\" password=\"%s\";";
    private static final Authority AUTHORITY = new Authority("test brokers");

    /** The only user with a PLAIN login, and its password. */
    public static final String PLAIN_USER = "plain";

    public static final String PLAIN_PASSWORD = "n4Jc8Wm2Xd6RqTz";

    private @Nullable TestBroker shared;

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(GuardedKafka.class))
                .getOrComputeIfAbsent(GuardedKafka.class, key -> start(), TestBroker.class);
    }

    private static TestBroker start() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users",
                "User:ANONYMOUS"));
        put(settings, SCRAM, "sasl.enabled.mechanisms", "SCRAM-SHA-256");
        put(settings, SCRAM, "scram-sha-256.sasl.jaas.config", SCRAM_LOGIN + ';');
        put(settings, PLAIN, "sasl.enabled.mechanisms", "PLAIN");
        put(
                settings,
                PLAIN,
                "plain.sasl.jaas.config",
                "%s user_%s=\"%s\";".formatted(PLAIN_LOGIN, PLAIN_USER, PLAIN_PASSWORD));
        put(settings, CERTIFICATES, "ssl.client.auth", "required");
        put(settings, CERTIFICATES, "ssl.truststore.type", "PEM");
        put(settings, CERTIFICATES, "ssl.truststore.certificates", AUTHORITY.pem());
        Identity identity = AUTHORITY.issue("broker", List.of("127.0.0.1"));
        for (String listener : List.of(SCRAM, PLAIN, CERTIFICATES)) {
            put(settings, listener, "ssl.keystore.type", "PEM");
            put(settings, listener, "ssl.keystore.certificate.chain", identity.certificatePem());
            put(settings, listener, "ssl.keystore.key", identity.keyPem());
        }
        return TestBroker.start(Map.of(SCRAM, "SASL_SSL", PLAIN, "SASL_SSL", CERTIFICATES, "SSL"), settings);
    }

    private static void put(Map<String, String> settings, String listener, String setting, String value) {
        settings.put("listener.name." + listener.toLowerCase(Locale.ROOT) + '.' + setting, value);
    }

    /** Where clients connect by TLS and a SCRAM login. */
    public String bootstrapServers() {
        return broker().address(SCRAM);
    }

    /** Where clients connect by TLS and a PLAIN login. */
    public String plainServers() {
        return broker().address(PLAIN);
    }

    /** Where clients connect by TLS and a certificate of their own. */
    public String certificateServers() {
        return broker().address(CERTIFICATES);
    }

    /** A certificate for a user, who goes by its whole name: {@code CN=user}. */
    public Identity issue(String user) {
        return AUTHORITY.issue(user, List.of());
    }

    /** Where everybody connects without either, and may do everything. */
    public String openServers() {
        return broker().openServers();
    }

    /** A client for administration that may do everything, shared: tests do not close it. */
    public Admin admin() {
        return broker().admin();
    }

    /** What a client needs to be a user by a SCRAM login. */
    public Map<String, String> properties(String user, String password) {
        return saslProperties("SCRAM-SHA-256", SCRAM_LOGIN + CREDENTIALS.formatted(user, password));
    }

    /** What a client needs to be {@link #PLAIN_USER}. */
    public Map<String, String> plainProperties(String password) {
        return saslProperties("PLAIN", PLAIN_LOGIN + CREDENTIALS.formatted(PLAIN_USER, password));
    }

    private static Map<String, String> saslProperties(String mechanism, String login) {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.certificates",
                AUTHORITY.pem(),
                "sasl.mechanism",
                mechanism,
                "sasl.jaas.config",
                login);
    }

    /**
     * What a client needs to be a user by a certificate.
     *
     * @param keystore a file with its certificate and its key in PEM
     * @param password that of the key
     */
    public Map<String, String> certificateProperties(Path keystore, String password) {
        return Map.of(
                "security.protocol",
                "SSL",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.certificates",
                AUTHORITY.pem(),
                "ssl.keystore.type",
                "PEM",
                "ssl.keystore.location",
                keystore.toString(),
                "ssl.key.password",
                password);
    }

    /** Makes a user, who may do nothing. */
    public void addUser(String user, String password) {
        await(admin().alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4_096), password)))
                .all());
        Wait.until(
                "user " + user,
                BOUND,
                () -> await(admin().describeUserScramCredentials().users()).contains(user));
    }

    /** An ACL that allows a user an operation on whatever has a name that begins so. */
    public static AclBinding acl(String user, ResourceType type, String prefix, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, prefix, PatternType.PREFIXED),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    }

    /** Adds ACLs. */
    public void allow(Collection<AclBinding> acls) {
        await(admin().createAcls(acls).all());
        Wait.until(
                "the ACLs",
                BOUND,
                () -> await(admin().describeAcls(AclBindingFilter.ANY).values()).containsAll(acls));
    }

    /** Takes an ACL away. */
    public void forbid(AclBinding acl) {
        await(admin().deleteAcls(List.of(acl.toFilter())).all());
        Wait.until(
                "the end of an ACL",
                BOUND,
                () -> !await(admin().describeAcls(AclBindingFilter.ANY).values())
                        .contains(acl));
    }

    private TestBroker broker() {
        return Objects.requireNonNull(shared, "the extension is static, or the broker is not there yet");
    }
}
