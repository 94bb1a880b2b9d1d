package com.skyflow.loader.cli.metrics;

import com.skyflow.loader.common.kafka.ClientWatcher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.MetricName;

/** The metrics of the Kafka clients that are at work. A new client takes the place of an earlier one of its name. Thread-safe. */
final class KafkaBinders implements ClientWatcher, AutoCloseable {
    private final MeterRegistry registry;
    private final Map<String, KafkaClientMetrics> bound = new HashMap<>();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("kafka-metrics").daemon().factory());

    KafkaBinders(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void made(Consumer<?, ?> consumer) {
        bind("consumer", consumer.metrics(), new KafkaClientMetrics(consumer, Tags.empty(), scheduler));
    }

    @Override
    public void made(Producer<?, ?> producer) {
        bind("producer", producer.metrics(), new KafkaClientMetrics(producer, Tags.empty(), scheduler));
    }

    private synchronized void bind(String kind, Map<MetricName, ?> metrics, KafkaClientMetrics binder) {
        String client = metrics.keySet().stream()
                .map(name -> name.tags().getOrDefault("client-id", ""))
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse("");
        KafkaClientMetrics earlier = bound.put(kind + ' ' + client, binder);
        if (earlier != null) {
            earlier.close();
        }
        binder.bindTo(registry);
    }

    @Override
    public synchronized void close() {
        bound.values().forEach(KafkaClientMetrics::close);
        scheduler.shutdownNow();
    }
}
