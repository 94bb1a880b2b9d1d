package com.skyflow.loader.cli.metrics;

import com.skyflow.loader.cli.health.Page;
import com.skyflow.loader.cli.load.LoadInstances;
import com.skyflow.loader.common.kafka.ClientWatcher;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The metrics of this process: those of the load, of the JVM, and of its Kafka clients. Thread-safe. */
public final class LoadMetrics implements AutoCloseable {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final KafkaBinders clients = new KafkaBinders(registry);

    /** @param instances what this process does */
    public LoadMetrics(LoadInstances instances) {
        registry.getPrometheusRegistry().register(new LoadCollector(instances));
        new JvmMemoryMetrics().bindTo(registry);
        collections.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    /** Who is to be told of the Kafka clients of this process. */
    public ClientWatcher clients() {
        return clients;
    }

    /** The figures now, as Prometheus reads them. */
    public Page page() {
        return new Page(200, TEXT, registry.scrape());
    }

    @Override
    public void close() {
        clients.close();
        collections.close();
        registry.close();
    }
}
