package com.skyflow.loader.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import com.skyflow.loader.common.row.Pair;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A value and a token of which no piece may be seen, and the watch over what is logged and printed while it is open. Thread-safe. */
public final class Canary implements AutoCloseable {
    private final Pair pair;
    private final Pieces pieces;
    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Appender appender = new Appender();

    private Canary(Pair pair) {
        this.pair = pair;
        this.pieces = Pieces.of(pair.value(), pair.token());
    }

    /** Begins to watch for the pieces of a pair, which occur nowhere else. */
    public static Canary watch(Pair pair) {
        Canary canary = new Canary(pair);
        System.setOut(new PrintStream(new Copy(canary.out, canary.printed), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new Copy(canary.err, canary.printed), true, StandardCharsets.UTF_8));
        canary.appender.setContext(canary.root.getLoggerContext());
        canary.appender.start();
        canary.root.addAppender(canary.appender);
        return canary;
    }

    /** The pair, to be one of the rows of the test. */
    public Pair pair() {
        return pair;
    }

    /**
     * Fails if a text holds a piece.
     *
     * @param where what the text is, for the message
     */
    public void assertAbsent(String where, String text) {
        if (pieces.isIn(text)) {
            throw new AssertionError("a piece of a value or token in " + where);
        }
    }

    /** Fails if the key or a header of a record holds a piece. The value of a record may: it is the row. */
    public void assertAbsent(ConsumerRecord<byte[], byte[]> row) {
        assertAbsent("a key", text(row.key()));
        row.headers().forEach(header -> assertAbsent("header " + header.key(), text(header.value())));
    }

    /** Fails if anything logged or printed since it was opened holds a piece. */
    public void assertSilent() {
        logged.forEach(line -> assertAbsent("a log line", line));
        assertAbsent("the output", printed.toString(StandardCharsets.UTF_8));
    }

    /** Ends the watch. */
    @Override
    public void close() {
        root.detachAppender(appender);
        appender.stop();
        System.setOut(out);
        System.setErr(err);
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private final class Appender extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            IThrowableProxy thrown = event.getThrowableProxy();
            logged.add(event.getFormattedMessage()
                    + ' '
                    + event.getKeyValuePairs()
                    + ' '
                    + event.getThreadName()
                    + ' '
                    + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown)));
        }
    }

    /** Writes everything twice. */
    private static final class Copy extends OutputStream {
        private final OutputStream first;
        private final OutputStream second;

        Copy(OutputStream first, OutputStream second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public void write(int b) throws java.io.IOException {
            first.write(b);
            second.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws java.io.IOException {
            first.write(bytes, offset, length);
            second.write(bytes, offset, length);
        }

        @Override
        public void flush() throws java.io.IOException {
            first.flush();
        }
    }
}
