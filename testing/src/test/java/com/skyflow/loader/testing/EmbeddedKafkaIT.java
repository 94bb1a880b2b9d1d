package com.skyflow.loader.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class EmbeddedKafkaIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    @Test
    void servesTopicsUnderAPrefixThatNoOtherTestHas() throws Exception {
        String topic = kafka.freshPrefix() + ".rows";
        TestTopics.create(kafka.admin(), List.of(new NewTopic(topic, 2, (short) 1)));

        assertThat(kafka.admin().listTopics().names().get()).contains(topic);
        assertThat(kafka.freshPrefix()).isNotEqualTo(kafka.freshPrefix());
        assertThat(kafka.bootstrapServers()).startsWith("127.0.0.1:");
    }
}
