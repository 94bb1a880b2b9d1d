package com.skyflow.loader.common.kafka;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/** What a cluster does not let this client do, which only a person can change: neither waiting nor starting again helps. */
public final class KafkaRefusal {
    private KafkaRefusal() {}

    /**
     * The sentence for it, with what to do; empty if the failure is of another kind.
     *
     * @param tried what was done to the topics
     */
    public static Optional<String> sentence(KafkaSettings settings, AclOperation tried, Throwable failure) {
        return find(failure, SslAuthenticationException.class)
                .map(e ->
                        "Kafka at %s and this client do not agree on TLS (%s). Correct the ssl properties in kafka.properties: ssl.truststore says whose certificates are trusted, ssl.keystore who this client is."
                                .formatted(settings.bootstrapServers(), root(e)))
                .or(() -> find(failure, AuthenticationException.class)
                        .map(e ->
                                "Kafka at %s does not accept the login (%s). Correct sasl.mechanism and sasl.jaas.config in kafka.properties."
                                        .formatted(settings.bootstrapServers(), e.getMessage())))
                .or(() -> find(failure, AuthorizationException.class)
                        .map(e -> missing(settings, resource(settings, tried, e))));
    }

    /** Whether a failure is one. */
    public static boolean is(Throwable failure) {
        return find(failure, AuthenticationException.class).isPresent()
                || find(failure, AuthorizationException.class).isPresent();
    }

    /**
     * The end of a command: {@link ExitCode#STOPPED} with the sentence for a refusal, else {@link ExitCode#UNFINISHED} with another.
     *
     * @param tried what was done to the topics
     * @param otherwise the sentence for a failure that is no refusal
     */
    public static LoaderException end(KafkaSettings settings, AclOperation tried, Throwable failure, String otherwise) {
        return sentence(settings, tried, failure)
                .map(refusal -> new LoaderException(ExitCode.STOPPED, refusal, failure))
                .orElseGet(() -> new LoaderException(ExitCode.UNFINISHED, otherwise, failure));
    }

    /** The sentence for rights that this client does not have, such as {@code Write on topic byot.runs}. */
    static String missing(KafkaSettings settings, String rights) {
        return "Kafka at %s does not grant this client: %s. Grant it (docs/cluster.md lists what each command needs) and start again."
                .formatted(settings.bootstrapServers(), rights);
    }

    /** Kafka's answers do not always say which resource they are about. */
    private static String resource(KafkaSettings settings, AclOperation tried, AuthorizationException failure) {
        String prefix = settings.topics().prefix();
        return switch (failure) {
            case TopicAuthorizationException topics ->
                topics.unauthorizedTopics().isEmpty()
                        ? word(tried) + " on topics " + prefix + ".*"
                        : topics.unauthorizedTopics().stream()
                                .sorted()
                                .map(topic -> word(tried) + " on topic " + topic)
                                .collect(Collectors.joining(", "));
            case GroupAuthorizationException group ->
                (tried == AclOperation.DESCRIBE ? "Describe" : "Read") + " on "
                        + Optional.ofNullable(group.groupId())
                                .map(id -> "group " + id)
                                .orElse("groups " + prefix + "-uploader-*");
            case TransactionalIdAuthorizationException any -> "Write on transactional ids " + prefix + "-*";
            default -> String.valueOf(failure.getMessage());
        };
    }

    /** The operation as the tool for ACLs has it: {@code DescribeConfigs}. */
    static String word(AclOperation operation) {
        return Stream.of(operation.name().split("_"))
                .map(part -> part.charAt(0) + part.substring(1).toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining());
    }

    private static <E extends Throwable> Optional<E> find(Throwable failure, Class<E> type) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private static String root(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? String.valueOf(failure.getMessage()) : root(cause);
    }
}
