package com.skyflow.loader.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.FilterReply;
import com.skyflow.loader.common.config.LogFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/** What is logged at all, and in which form. Wire logs would hold every value, so no configuration can switch them on. */
public final class Logging {
    private Logging() {}

    /** Logs in this form from now on. What a failure says may quote a value: only its own sentences are logged, in either form. */
    public static void use(LogFormat format) {
        if (format == LogFormat.JSON && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            JsonEncoder json = new JsonEncoder();
            json.setContext(context);
            json.setWithContext(false);
            json.setWithSequenceNumber(false);
            json.setWithNanoseconds(false);
            json.setWithMessage(false);
            json.setWithFormattedMessage(true);
            json.setWithArguments(false);
            json.setWithThrowable(false);
            json.start();
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
                    .iteratorForAppenders()
                    .forEachRemaining(appender -> {
                        if (appender instanceof OutputStreamAppender<ILoggingEvent> stream) {
                            stream.setEncoder(json);
                        }
                    });
        }
    }

    static void start() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.addTurboFilter(new NoWireLogs());
        }
    }

    /** Denies what the HTTP and Kafka clients say of single messages. */
    private static final class NoWireLogs extends TurboFilter {
        @Override
        public FilterReply decide(
                @Nullable Marker marker,
                Logger logger,
                Level level,
                @Nullable String format,
                Object @Nullable [] params,
                @Nullable Throwable failure) {
            boolean foreign = logger.getName().startsWith("org.apache.")
                    || logger.getName().startsWith("kafka.")
                    || logger.getName().startsWith("org.eclipse.jetty");
            return foreign && level.toInt() < Level.INFO_INT ? FilterReply.DENY : FilterReply.NEUTRAL;
        }
    }
}
