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
import io.prometheus.metrics.model.registry.MultiCollector;

/** The metrics of this process: those of what it does, of the JVM, and of its Kafka clients. Thread-safe. */
public final class ProcessMetrics implements AutoCloseable {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final KafkaBinders clients = new KafkaBinders(registry);

    /** Those of a process that loads, and what it does. */
    public static ProcessMetrics ofLoad(LoadInstances instances) {
        return new ProcessMetrics(new LoadCollector(instances));
    }

    /** Those of a process that watches loads. */
    public static ProcessMetrics ofMonitor(LedgerCollector ledger) {
        return new ProcessMetrics(ledger);
    }

    private ProcessMetrics(MultiCollector own) {
        registry.getPrometheusRegistry().register(own);
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
