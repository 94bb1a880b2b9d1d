package com.skyflow.loader.vault.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A server that takes one request, notes every byte of it and writes an answer that no real server would. */
final class OneAnswer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CompletableFuture<String> request = new CompletableFuture<>();

    /** What is written after the request. */
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    OneAnswer(Writing answer) throws IOException {
        Thread.ofVirtual().start(() -> serve(answer));
    }

    private void serve(Writing answer) {
        try (Socket caller = socket.accept()) {
            request.complete(read(caller.getInputStream()));
            answer.to(caller.getOutputStream());
        } catch (IOException e) {
            request.completeExceptionally(e);
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String text = "";
        int length = Integer.MAX_VALUE;
        while (bytes.size() < length) {
            bytes.write(in.read());
            text = bytes.toString(StandardCharsets.UTF_8);
            if (length == Integer.MAX_VALUE && text.endsWith("\r\n\r\n")) {
                String header = text.toLowerCase(java.util.Locale.ROOT);
                int at = header.indexOf("content-length: ") + "content-length: ".length();
                length = bytes.size() + Integer.parseInt(header.substring(at, header.indexOf('\r', at)));
            }
        }
        return text;
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** The request, header and body. */
    String request() {
        return request.join();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
