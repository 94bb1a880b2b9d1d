package com.skyflow.loader.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy on loopback that makes tunnels, and notes to where. It asks for a login if it has one. Thread-safe. */
public final class ConnectProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final Optional<String> login;
    private final List<String> tunnels = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private ConnectProxy(Optional<String> login) {
        this.login =
                login.map(text -> "basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** A proxy for everybody. */
    public static ConnectProxy start() {
        return new ConnectProxy(Optional.empty());
    }

    /** A proxy that asks for a login. */
    public static ConnectProxy start(String user, String password) {
        return new ConnectProxy(Optional.of(user + ':' + password));
    }

    public int port() {
        return listener.getLocalPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Where its tunnels lead, {@code host:port}, in the order in which they were made. */
    public List<String> tunnels() {
        return List.copyOf(tunnels);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket caller = listener.accept();
                open.add(caller);
                Thread.ofVirtual().start(() -> serve(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            String head = head(caller.getInputStream());
            while (!head.isEmpty() && !isAllowed(head)) {
                answer("407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"", caller);
                head = head(caller.getInputStream());
            }
            if (head.startsWith("CONNECT ")) {
                tunnel(head.split(" ", 3)[1], caller);
            } else if (!head.isEmpty()) {
                answer("405 Method Not Allowed", caller);
            }
        } catch (IOException gone) {
            // One of the two has left.
        } finally {
            open.remove(caller);
        }
    }

    private boolean isAllowed(String head) {
        return login.map(expected -> head.lines()
                        .map(line -> line.split(": *", 2))
                        .anyMatch(header -> header[0].equalsIgnoreCase("Proxy-Authorization")
                                && header[1].toLowerCase(Locale.ROOT).equals(expected.toLowerCase(Locale.ROOT))))
                .orElse(true);
    }

    private void tunnel(String target, Socket caller) throws IOException {
        int colon = target.lastIndexOf(':');
        try (Socket server = new Socket(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)))) {
            tunnels.add(target);
            open.add(server);
            caller.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Thread.ofVirtual().start(() -> copy(server, caller));
            copy(caller, server);
            open.remove(server);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            // One of the two has left.
        }
    }

    private static void answer(String status, Socket caller) throws IOException {
        OutputStream out = caller.getOutputStream();
        out.write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** The head of a request; empty where the caller has left. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
