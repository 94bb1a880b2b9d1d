package com.skyflow.loader.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A line on loopback between clients and a server, which can be cut, hung, muted and slowed, and keeps its port meanwhile. A
 * connection has two virtual threads with a buffer of 16 KB each and holds no more than these. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 16 * 1024;

    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final LongAdder connections = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder bytesToServer = new LongAdder();
    private final LongAdder bytesToClients = new LongAdder();
    private final LongAdder heldNanos = new LongAdder();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile InetSocketAddress server;
    private volatile State state = new State.Forwarding();
    private long freeAt;

    private enum Direction {
        TO_SERVER,
        TO_CLIENTS
    }

    /** What it does with connections. */
    private sealed interface State {
        record Forwarding() implements State {}

        record Cut() implements State {}

        record Hung() implements State {}

        record Mute() implements State {}

        record Slow(long bytesPerSecond, Duration delay) implements State {}
    }

    /**
     * What went through it, and what did not.
     *
     * @param connections those that were made with the server
     * @param open those of them that have not ended
     * @param refused those that were closed at once, because the line was cut or the server was not there
     * @param bytesToServer what clients sent
     * @param bytesToClients what the server sent
     * @param held for how long pieces were held back in all, by their sum
     */
    public record Counts(
            long connections, long open, long refused, long bytesToServer, long bytesToClients, Duration held) {}

    private TcpProxy(InetSocketAddress server) {
        this.server = server;
        try {
            listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** A line to a port of this machine. */
    public static TcpProxy to(int port) {
        return new TcpProxy(address(port));
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Leads new connections to another port of this machine. */
    public void lead(int port) {
        server = address(port);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Where clients connect, {@code host:port}. */
    public String address() {
        return "127.0.0.1:" + port();
    }

    /** Closes every connection, and each new one at once. */
    public void cut() {
        become(new State.Cut());
        open.forEach(TcpProxy::reset);
    }

    /** Keeps connections and takes new ones, and forwards nothing. */
    public void hang() {
        become(new State.Hung());
    }

    /** Forwards what clients say, and nothing of what the server says. */
    public void mute() {
        become(new State.Mute());
    }

    /**
     * Forwards slowly.
     *
     * @param bytesPerSecond what all connections may send and receive together
     * @param delay what each piece takes besides
     */
    public void slow(long bytesPerSecond, Duration delay) {
        become(new State.Slow(bytesPerSecond, delay));
    }

    /** Forwards all again, first what was held back. */
    public void heal() {
        become(new State.Forwarding());
    }

    public Counts counts() {
        // In this order, so that one that ends meanwhile is never counted as if it had not been made.
        long gone = ended.sum();
        long made = connections.sum();
        return new Counts(
                made,
                made - gone,
                refused.sum(),
                bytesToServer.sum(),
                bytesToClients.sum(),
                Duration.ofNanos(heldNanos.sum()));
    }

    private void become(State next) {
        lock.lock();
        try {
            state = next;
            freeAt = System.nanoTime();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        Socket upstream = new Socket();
        open.add(upstream);
        try (client;
                upstream) {
            if (state instanceof State.Cut) {
                refuse(client);
                return;
            }
            try {
                upstream.connect(server);
            } catch (IOException absent) {
                refuse(client);
                return;
            }
            connections.increment();
            try {
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
                Thread answers = Thread.ofVirtual().start(() -> copy(upstream, client, Direction.TO_CLIENTS));
                copy(client, upstream, Direction.TO_SERVER);
                answers.join();
            } finally {
                ended.increment();
            }
        } catch (IOException gone) {
            // One of the two has left.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
            open.remove(upstream);
        }
    }

    private void refuse(Socket client) {
        refused.increment();
        reset(client);
    }

    /** So that the other side sees an error and not an end. */
    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException gone) {
            // It was closed already.
        }
    }

    private void copy(Socket from, Socket to, Direction direction) {
        LongAdder bytes = direction == Direction.TO_SERVER ? bytesToServer : bytesToClients;
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                hold(read, direction);
                // Before they are written, so that whoever has received a byte finds it counted.
                bytes.add(read);
                out.write(buffer, 0, read);
            }
            hold(0, direction);
            to.shutdownOutput();
        } catch (IOException gone) {
            reset(from);
            reset(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits as long as a piece has to. */
    private void hold(int bytes, Direction direction) throws InterruptedException {
        if (state instanceof State.Forwarding) {
            return;
        }
        long start = System.nanoTime();
        lock.lockInterruptibly();
        try {
            while (state instanceof State.Hung || (state instanceof State.Mute && direction == Direction.TO_CLIENTS)) {
                changed.await();
            }
            if (state instanceof State.Slow slow && bytes > 0) {
                freeAt = Math.max(freeAt, start) + Duration.ofSeconds(bytes).toNanos() / slow.bytesPerSecond();
                long due = freeAt + slow.delay().toNanos();
                long left = due - System.nanoTime();
                while (left > 0 && state.equals(slow)) {
                    left = changed.awaitNanos(left);
                }
            }
        } finally {
            lock.unlock();
            heldNanos.add(System.nanoTime() - start);
        }
    }

    /** Closes every connection, and the port. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
