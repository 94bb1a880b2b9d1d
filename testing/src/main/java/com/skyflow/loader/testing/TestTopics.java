package com.skyflow.loader.testing;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Topics that a test makes and takes away. The controller answers before the broker knows, so it is waited for that. */
public final class TestTopics {
    private static final Duration BOUND = Duration.ofMinutes(1);

    private TestTopics() {}

    /** Creates topics; the broker knows of them when this returns. */
    public static void create(Admin admin, Collection<NewTopic> topics) {
        Answers.await(admin.createTopics(topics).all());
        awaitKnown(admin, topics.stream().map(NewTopic::name).toList());
    }

    /** Waits until the broker knows of topics that somebody has created. */
    public static void awaitKnown(Admin admin, Collection<String> names) {
        Wait.until("topics " + names, BOUND, () -> known(admin).containsAll(names));
    }

    /** Deletes a topic; the broker knows no more of it when this returns. */
    public static void delete(Admin admin, String name) {
        Answers.await(admin.deleteTopics(List.of(name)).all());
        Wait.until("the end of topic " + name, BOUND, () -> !known(admin).contains(name));
    }

    private static Set<String> known(Admin admin) {
        return Answers.await(admin.listTopics().names());
    }
}
