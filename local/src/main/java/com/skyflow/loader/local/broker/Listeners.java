package com.skyflow.loader.local.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.OptionalInt;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The two sockets of the broker on the loopback interface, bound before Kafka is configured: so their ports are known and
 * nobody can take them in between, and clients that come back early wait in the backlog.
 *
 * @param clients where clients connect
 * @param controller where the broker finds its own controller
 */
record Listeners(ServerSocketChannel clients, ServerSocketChannel controller)
        implements ServerSocketFactory, AutoCloseable {
    static final String CLIENTS = "CLIENTS";
    static final String CONTROLLER = "CONTROLLER";
    static final String HOST = "127.0.0.1";

    private static final int BACKLOG = 200;

    /** Binds the preferred port for clients if it is free, else one that the system picks. */
    static Listeners bind(OptionalInt preferred) throws IOException {
        return new Listeners(preferred.isPresent() ? bindOrPick(preferred.getAsInt()) : bind(0), bind(0));
    }

    static InetSocketAddress address(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    int clientPort() {
        return port(clients);
    }

    int controllerPort() {
        return port(controller);
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int backlog, int receiveBuffer) {
        return listener.equals(CLIENTS) ? clients : controller;
    }

    @Override
    public void close() throws IOException {
        clients.close();
        controller.close();
    }

    private static ServerSocketChannel bindOrPick(int port) throws IOException {
        try {
            return bind(port);
        } catch (BindException e) {
            return bind(0);
        }
    }

    private static ServerSocketChannel bind(int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.configureBlocking(false);
            return channel.bind(address(port), BACKLOG);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static int port(ServerSocketChannel channel) {
        try {
            return ((InetSocketAddress) channel.getLocalAddress()).getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
