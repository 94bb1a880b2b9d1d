package com.skyflow.loader.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/** What is logged at all. Wire logs would hold every value, so no configuration can switch them on. */
final class Logging {
    private Logging() {}

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
