package com.skyflow.loader.uploader;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes an uploader's dead predecessor out of its group, whose partitions it would otherwise keep until its session ends: 41 to 45
 * seconds, as seen on Kafka 4.3.1.
 */
final class GroupCleanup {
    private static final Logger log = LoggerFactory.getLogger(GroupCleanup.class);

    private GroupCleanup() {}

    /**
     * Removes the members of a group if all of them bear this client id, which a living process holds alone. Members of others are
     * left to their sessions, because Kafka can only remove all members that have no static id, and not one of them.
     */
    static void removePredecessors(Admin admin, String group, String clientId) {
        try {
            List<MemberDescription> members = admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                    .flatMap(description -> description.members().stream())
                    .toList();
            if (!members.isEmpty()
                    && members.stream().allMatch(member -> member.clientId().equals(clientId))) {
                admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                        .all()
                        .get();
                log.atInfo().addKeyValue("group", group).log("Removed the predecessor from the group");
            }
        } catch (ExecutionException e) {
            // No such group yet, or no right to describe it: then its members leave when their sessions end.
            log.atDebug().addKeyValue("group", group).log("No predecessor was removed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
