package com.skyflow.loader.faults.cluster;

import com.skyflow.loader.common.topic.Topics;
import com.skyflow.loader.testing.kafka.TestCluster;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** What the user of a load may do. */
final class Rights {
    private Rights() {}

    /** Everything that a load does with its topics, groups and transactional ids. */
    static List<AclBinding> all(Topics topics) {
        String prefix = topics.prefix();
        return Stream.of(
                        Stream.of(
                                        AclOperation.READ,
                                        AclOperation.WRITE,
                                        AclOperation.CREATE,
                                        AclOperation.DELETE,
                                        AclOperation.DESCRIBE_CONFIGS)
                                .map(operation -> allowed(ResourceType.TOPIC, prefix + '.', operation)),
                        Stream.of(
                                allowed(ResourceType.GROUP, prefix + '-', AclOperation.READ),
                                allowed(ResourceType.TRANSACTIONAL_ID, prefix + '-', AclOperation.WRITE)))
                .flatMap(acls -> acls)
                .toList();
    }

    private static AclBinding allowed(ResourceType type, String prefix, AclOperation operation) {
        return binding(type, prefix, PatternType.PREFIXED, operation, AclPermissionType.ALLOW);
    }

    /** What takes one of these rights away, by the whole name. */
    static AclBinding denied(ResourceType type, String name, AclOperation operation) {
        return binding(type, name, PatternType.LITERAL, operation, AclPermissionType.DENY);
    }

    private static AclBinding binding(
            ResourceType type, String name, PatternType pattern, AclOperation operation, AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + TestCluster.LIMITED, "*", operation, permission));
    }
}
