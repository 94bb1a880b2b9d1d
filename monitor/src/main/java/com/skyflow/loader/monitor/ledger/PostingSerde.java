package com.skyflow.loader.monitor.ledger;

import com.skyflow.loader.common.json.EventJson;
import com.skyflow.loader.common.ledger.Events;
import com.skyflow.loader.common.ledger.Posting;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serdes.WrapperSerde;

/** Postings as Kafka Streams writes and reads them. */
final class PostingSerde extends WrapperSerde<Posting> {
    PostingSerde() {
        super(
                (topic, posting) -> EventJson.encode(posting),
                (topic, body) -> Events.posting(new ConsumerRecord<>(topic, 0, -1, null, body)));
    }
}
