package com.skyflow.loader.local.simulator;

import com.skyflow.loader.local.simulator.api.Answer;
import com.skyflow.loader.local.simulator.api.Incoming;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** One call on its connection: reads what was sent and delivers the answer, or as much of it as is meant to arrive. */
final class Wire {
    private static final int FIRST_BYTES = 64 * 1024;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private volatile boolean givenUp;

    Wire(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        request.addFailureListener(failure -> givenUp = true);
    }

    /** Reads the whole body, and keeps it up to a size: a caller that is still sending could not read its answer. */
    Incoming read(long maxBytes) throws IOException {
        int most = (int) Math.min(maxBytes, Integer.MAX_VALUE - 8);
        long announced = isCompressed(request) ? -1 : request.getLength();
        byte[] body = new byte[(int) Math.min(announced < 0 ? FIRST_BYTES : announced, most)];
        int length = 0;
        long size;
        try (InputStream in = content()) {
            for (int read = 0; read >= 0 && length < most; ) {
                if (length == body.length) {
                    if (length == announced) {
                        break;
                    }
                    body = Arrays.copyOf(body, (int) Math.min(most, Math.max(FIRST_BYTES, body.length * 2L)));
                }
                read = in.read(body, length, body.length - length);
                length += Math.max(0, read);
            }
            size = length + in.skip(Long.MAX_VALUE);
        }
        return new Incoming(
                request.getMethod(),
                request.getHttpURI().getPath(),
                request.getHttpURI().getQuery(),
                request.getHeaders().get(HttpHeader.AUTHORIZATION),
                body,
                length,
                size,
                this::isGone);
    }

    private InputStream content() throws IOException {
        InputStream sent = Content.Source.asInputStream(request);
        return isCompressed(request) ? new GZIPInputStream(sent) : sent;
    }

    static boolean isCompressed(Request request) {
        return request.getHeaders().contains(HttpHeader.CONTENT_ENCODING, "gzip");
    }

    void deliver(Answer answer, String requestId) throws IOException {
        switch (answer.delivery()) {
            case WHOLE -> {
                head(answer, requestId);
                response.write(true, ByteBuffer.wrap(answer.body()), callback);
            }
            case HALF -> {
                head(answer, requestId);
                Content.Sink.write(response, false, ByteBuffer.wrap(answer.body(), 0, answer.body().length / 2));
                socket().close();
                callback.failed(new EofException("closed by the simulator"));
            }
            case RESET -> reset();
        }
    }

    /** Ends the connection with a reset, so that the caller learns nothing more, nor do others that share it. */
    private void reset() throws IOException {
        EndPoint socket = socket();
        if (socket.getTransport() instanceof SocketChannel channel && channel.isOpen()) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        socket.close();
        callback.failed(new EofException("reset by the simulator"));
    }

    private void head(Answer answer, String requestId) {
        response.setStatus(answer.status());
        response.getHeaders().put("x-request-id", requestId);
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    }

    /**
     * A caller that waits sends nothing: what can be read is the end of its connection. With HTTP/2 others read there, and tell of a
     * call that is given up.
     */
    private boolean isGone() {
        EndPoint endPoint = endPoint();
        try {
            return !endPoint.isOpen() || (isShared() ? givenUp : endPoint.fill(BufferUtil.allocate(1)) < 0);
        } catch (IOException e) {
            return true;
        }
    }

    private boolean isShared() {
        return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
    }

    private EndPoint endPoint() {
        return request.getConnectionMetaData().getConnection().getEndPoint();
    }

    /** The endpoint below TLS. */
    private EndPoint socket() {
        return endPoint() instanceof EndPoint.Wrapper wrapper ? wrapper.unwrap() : endPoint();
    }
}
