package com.skyflow.loader.common.kafka;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.common.vault.VaultName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The rights that a cluster grants this client on what is there. Those on what is not there yet cannot be asked for. Of transactional ids
 * Kafka says only whether they may be described, which the right to write to them includes.
 */
public record GrantedRights(KafkaClients clients) {
    private static final List<AclOperation> ON_TOPICS =
            List.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS);

    /** Rights are granted by what ids begin with. */
    private static final String ANY_INSTANCE = "check";

    /**
     * Makes sure that this client may do with the topics, groups and transactional ids of some vaults what a load does.
     *
     * @throws LoaderException with all rights that are missing
     */
    public void ensure(Collection<VaultName> vaults) {
        Topics topics = clients.settings().topics();
        List<String> missing = new ArrayList<>();
        Stream.concat(
                        vaults.stream().flatMap(vault -> Stream.of(topics.rows(vault), topics.deadLetters(vault))),
                        Stream.of(topics.runs(), topics.outcomes()))
                .forEach(topic -> addMissing(missing, topic));
        for (VaultName vault : vaults) {
            addMissingOnGroup(missing, topics.uploaderGroup(vault));
            addMissingOnTransactionalId(missing, topics.extractorTransactionalId(vault));
            addMissingOnTransactionalId(missing, topics.uploaderTransactionalId(vault, ANY_INSTANCE));
        }
        if (!missing.isEmpty()) {
            throw new LoaderException(
                    ExitCode.USAGE, KafkaRefusal.missing(clients.settings(), String.join(", ", missing)));
        }
    }

    private void addMissing(List<String> missing, String topic) {
        try {
            Set<AclOperation> granted = clients.admin()
                    .describeTopics(List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .authorizedOperations();
            ON_TOPICS.stream()
                    .filter(operation -> granted != null && !granted.contains(operation))
                    .forEach(operation -> missing.add(KafkaRefusal.word(operation) + " on topic " + topic));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw failed(topic, AclOperation.DESCRIBE, e);
            }
            // It will be created.
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void addMissingOnGroup(List<String> missing, String group) {
        try {
            Map<String, ConsumerGroupDescription> described = clients.admin()
                    .describeConsumerGroups(
                            List.of(group), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                    .all()
                    .get();
            Set<AclOperation> granted = described.values().iterator().next().authorizedOperations();
            if (granted != null && !granted.contains(AclOperation.READ)) {
                missing.add("Read on group " + group);
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupAuthorizationException) {
                missing.add("Read on group " + group);
            } else if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw failed(group, AclOperation.DESCRIBE, e);
            }
            // Nobody has uploaded yet.
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Looks at it alone: to open a transaction with it would end that of a load. */
    private void addMissingOnTransactionalId(List<String> missing, String id) {
        try {
            Map<String, TransactionDescription> ignored =
                    clients.admin().describeTransactions(List.of(id)).all().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TransactionalIdAuthorizationException) {
                missing.add("Write on transactional id " + id);
            } else if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
                throw failed(id, AclOperation.DESCRIBE, e);
            }
            // Nobody has used it yet.
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private LoaderException failed(String what, AclOperation tried, ExecutionException e) {
        return KafkaRefusal.end(
                clients.settings(),
                tried,
                e,
                "Kafka did not say what this client may do with %s: %s".formatted(what, String.valueOf(e.getCause())));
    }

    private static LoaderException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new LoaderException(ExitCode.UNFINISHED, "Interrupted while Kafka was asked. Start again.", e);
    }
}
