package com.skyflow.loader.vault.http;

import com.skyflow.loader.vault.answer.Response;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.entity.AbstractBinAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.support.AbstractAsyncResponseConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Takes in one answer, and no more of its body than an answer can be long: the rest is read and dropped. */
final class ResponseConsumer extends AbstractAsyncResponseConsumer<Response, ResponseConsumer.Body> {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

    /** @param maxBytes the longest body that is kept */
    ResponseConsumer(int maxBytes) {
        super(new BodyConsumer(maxBytes));
    }

    @Override
    protected Response buildResult(HttpResponse response, @Nullable Body body, @Nullable ContentType contentType) {
        return new Response(
                response.getCode(),
                header(response, "Retry-After"),
                header(response, "Date"),
                requestId(response),
                body == null ? new byte[0] : body.bytes(),
                body == null || body.complete());
    }

    /** Taken only in the form of an id, because it is kept in dead letters and error logs as it is. */
    private static @Nullable String requestId(HttpResponse response) {
        String id = header(response, "x-request-id");
        return id != null && ID.matcher(id).matches() ? id : null;
    }

    private static @Nullable String header(HttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {
        // 1xx answers announce the real one.
    }

    record Body(byte[] bytes, boolean complete) {}

    private static final class BodyConsumer extends AbstractBinAsyncEntityConsumer<Body> {
        private final int maxBytes;
        private final List<byte[]> kept = new ArrayList<>();
        private int size;
        private boolean complete = true;

        BodyConsumer(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        @Override
        protected void streamStart(@Nullable ContentType contentType) {
            // Whatever the header says, the body is looked at.
        }

        @Override
        protected int capacityIncrement() {
            return Integer.MAX_VALUE;
        }

        @Override
        protected void data(ByteBuffer source, boolean endOfStream) {
            int length = Math.min(source.remaining(), maxBytes - size);
            complete &= length == source.remaining();
            if (length > 0) {
                byte[] chunk = new byte[length];
                source.get(chunk);
                kept.add(chunk);
                size += length;
            }
            source.position(source.limit());
        }

        @Override
        protected Body generateContent() {
            ByteBuffer all = ByteBuffer.allocate(size);
            kept.forEach(all::put);
            return new Body(all.array(), complete);
        }

        @Override
        public void releaseResources() {
            kept.clear();
        }
    }
}
