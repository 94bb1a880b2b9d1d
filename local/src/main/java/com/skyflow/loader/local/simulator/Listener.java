package com.skyflow.loader.local.simulator;

import com.skyflow.loader.local.simulator.journal.Journal;
import com.skyflow.loader.local.simulator.tls.ServerTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The listening socket: it can be closed, with every connection, and opened again on the same port. Thread-safe.
 *
 * <p>The port stays this listener's while it is closed, by a socket that is bound to it and never listens. A free port of the
 * ephemeral range would soon belong to someone else: a caller that goes on trying on loopback is even given it as the port to call
 * from, and so connects to itself.
 */
final class Listener {
    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final int THREADS = 16;

    private final Server server;
    private final ServerConnector connector;
    private final SocketChannel reservation;
    private final AtomicLong refusals = new AtomicLong();

    /** @param tls how it speaks TLS; empty for plain HTTP/1.1 */
    Listener(String host, int port, Optional<ServerTls> tls, Journal journal) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("simulator");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        server = new Server(threads);
        server.setStopTimeout(0);
        // The selector accepts: a thread that only accepts may hold a connection while Jetty stops, and nobody would
        // close it.
        connector = new ServerConnector(
                server, 0, 1, tls.map(layers -> layers.layers(http)).orElseGet(() ->
                        new ConnectionFactory[] {new HttpConnectionFactory(http)}));
        connector.setHost(host);
        connector.setIdleTimeout(IDLE.toMillis());
        connector.addBean(new Connection.Listener() {
            @Override
            public void onOpened(Connection connection) {
                // TLS and what is spoken inside are connections of their own; the first has the socket.
                if (connection.getEndPoint() instanceof SocketChannelEndPoint) {
                    journal.connected();
                }
            }
        });
        server.addConnector(connector);
        reservation = reserve(host, port);
        connector.setPort(reservation.socket().getLocalPort());
    }

    private static SocketChannel reserve(String host, int port) {
        try {
            SocketChannel channel = SocketChannel.open();
            try {
                return channel.setOption(StandardSocketOptions.SO_REUSEADDR, true)
                        .bind(new InetSocketAddress(host, port));
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw cannotListen(host, port, e);
        }
    }

    synchronized void start(Handler handler) {
        server.setHandler(handler);
        try {
            server.start();
        } catch (Exception e) {
            throw cannotListen(connector.getHost(), connector.getPort(), e);
        }
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
        run(reservation::close);
    }

    private static IllegalStateException cannotListen(String host, int port, Exception cause) {
        return new IllegalStateException("simulator cannot listen on " + host + ':' + port, cause);
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
