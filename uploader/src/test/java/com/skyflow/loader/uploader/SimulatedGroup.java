package com.skyflow.loader.uploader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The group's side of a simulation: who owns which partition, and who has to be told what at its next poll. */
final class SimulatedGroup {
    private final Map<String, Integer> generations = new LinkedHashMap<>();
    private final Map<TopicPartition, String> owners = new HashMap<>();
    /** Where a partition is to go when its owner has given it up. */
    private final Map<TopicPartition, String> destinations = new HashMap<>();

    /** A member comes, or comes back after it was lost; what it owned is free. */
    int join(String member) {
        leave(member);
        return generations.merge(member, 1, Integer::sum);
    }

    /** A member is gone, or taken for gone. */
    void leave(String member) {
        generations.merge(member, 1, Integer::sum);
        owners.values().removeIf(member::equals);
    }

    int generation(String member) {
        return generations.getOrDefault(member, 0);
    }

    @Nullable String owner(TopicPartition partition) {
        return owners.get(partition);
    }

    List<TopicPartition> owned(String member) {
        return owners.entrySet().stream()
                .filter(owner -> owner.getValue().equals(member))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Moves a partition, as soon as its owner has given it up. */
    void move(TopicPartition partition, String to) {
        destinations.put(partition, to);
    }

    /** What a member has to give up for others. */
    List<TopicPartition> toRevoke(String member, Set<String> alive) {
        return owned(member).stream()
                .filter(partition -> {
                    String destination = destinations.getOrDefault(partition, member);
                    return !destination.equals(member) && alive.contains(destination);
                })
                .toList();
    }

    void revoked(List<TopicPartition> partitions) {
        partitions.forEach(owners::remove);
    }

    /** Takes what is free and meant for this member, or for one that is gone. */
    List<TopicPartition> assign(String member, Set<String> alive, List<TopicPartition> partitions) {
        List<TopicPartition> assigned = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            String meant = destinations.getOrDefault(partition, new TreeSet<>(alive).getFirst());
            if (!owners.containsKey(partition) && (meant.equals(member) || !alive.contains(meant))) {
                owners.put(partition, member);
                assigned.add(partition);
            }
        }
        return assigned;
    }
}
