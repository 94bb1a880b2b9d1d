package com.skyflow.loader.testing.kafka;

import com.skyflow.loader.local.simulator.tls.Authority;
import com.skyflow.loader.local.simulator.tls.Identity;
import com.skyflow.loader.testing.Wait;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
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
 * A real broker that asks for TLS, a SCRAM login and ACLs: {@code @RegisterExtension static final GuardedKafka kafka = new
 * GuardedKafka()}. One for all classes of the JVM; it ends with the last test. Tests stay apart by their users and prefixes.
 */
public final class GuardedKafka implements BeforeAllCallback {
    private static final Duration BOUND = Duration.ofSeconds(60);

    private static final String CLIENTS = "CLIENTS";
    private static final Authority AUTHORITY = new Authority("test brokers");

    private @Nullable TestBroker shared;

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(GuardedKafka.class))
                .getOrComputeIfAbsent(GuardedKafka.class, key -> start(), TestBroker.class);
    }

    private static TestBroker start() {
        Identity identity = AUTHORITY.issue("broker", List.of("127.0.0.1"));
        String ofClients = "listener.name.clients.";
        return TestBroker.start(
                Map.of(CLIENTS, "SASL_SSL"),
                Map.of(
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users",
                        "User:ANONYMOUS",
                        ofClients + "ssl.keystore.type",
                        "PEM",
                        ofClients + "ssl.keystore.certificate.chain",
                        identity.certificatePem(),
                        ofClients + "ssl.keystore.key",
                        identity.keyPem(),
                        ofClients + "sasl.enabled.mechanisms",
                        "SCRAM-SHA-256",
                        ofClients + "scram-sha-256.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;"));
    }

    /** Where clients connect by TLS and a login. */
    public String bootstrapServers() {
        return broker().address(CLIENTS);
    }

    /** Where everybody connects without either, and may do everything. */
    public String openServers() {
        return broker().openServers();
    }

    /** A client for administration that may do everything, shared: tests do not close it. */
    public Admin admin() {
        return broker().admin();
    }

    /** What a client needs to be a user. */
    public Map<String, String> properties(String user, String password) {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.certificates",
                AUTHORITY.pem(),
                "sasl.mechanism",
                "SCRAM-SHA-256",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user, password));
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

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
