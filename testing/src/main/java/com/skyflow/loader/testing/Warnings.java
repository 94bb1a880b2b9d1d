package com.skyflow.loader.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** The warnings that a logger, or those below it, gives while this is open. Thread-safe. */
public final class Warnings implements AutoCloseable {
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel() == Level.WARN) {
                messages.add(event.getFormattedMessage());
            }
        }
    };

    /** @param logger the name of a class or package */
    public Warnings(String logger) {
        this.logger = (Logger) LoggerFactory.getLogger(logger);
        appender.setContext(this.logger.getLoggerContext());
        appender.start();
        this.logger.addAppender(appender);
    }

    /** What was said so far. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
    }
}
