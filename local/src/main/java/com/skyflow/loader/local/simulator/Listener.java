package com.skyflow.loader.local.simulator;

import com.skyflow.loader.local.simulator.journal.Journal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The listening socket: it can be closed, with every connection, and opened again on the same port. Thread-safe. */
final class Listener {
    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final int THREADS = 16;

    private final Server server;
    private final ServerConnector connector;
    private final AtomicLong refusals = new AtomicLong();

    Listener(String host, int port, Journal journal) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("simulator");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        server = new Server(threads);
        server.setStopTimeout(0);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE.toMillis());
        connector.addBean(new Connection.Listener() {
            @Override
            public void onOpened(Connection connection) {
                journal.connected();
            }
        });
        server.addConnector(connector);
    }

    synchronized void start(Handler handler) {
        server.setHandler(handler);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "simulator cannot listen on " + connector.getHost() + ':' + connector.getPort(), e);
        }
        connector.setPort(connector.getLocalPort());
    }

    int port() {
        return connector.getPort();
    }

    /** How often it began to refuse connections. */
    long refusals() {
        return refusals.get();
    }

    synchronized void refuse() {
        if (connector.isRunning()) {
            refusals.incrementAndGet();
            run(connector::stop);
        }
    }

    synchronized void accept() {
        if (!connector.isRunning() && server.isRunning()) {
            run(connector::start);
        }
    }

    synchronized void stop() {
        run(server::stop);
    }

    private static void run(Step step) {
        try {
            step.run();
        } catch (Exception e) {
            throw new IllegalStateException("simulator cannot open or close its port", e);
        }
    }

    private interface Step {
        void run() throws Exception;
    }
}
