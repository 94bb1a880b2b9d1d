package com.skyflow.loader.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Every value and token of these tests begins with a canary; a test fails when a log event holds one. */
final class CanaryWatch implements BeforeEachCallback, AfterEachCallback {
    /** Six characters: the shortest piece that must not be seen. */
    static final String CANARY = "CaNaRy";

    private final List<String> leaks = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            String text = event.getFormattedMessage()
                    + event.getKeyValuePairs()
                    + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()));
            if (text.contains(CANARY)) {
                leaks.add(text);
            }
        }
    };

    static String value(long row) {
        return CANARY + "-value-" + row;
    }

    static String token(long row) {
        return CANARY + "-token-" + row;
    }

    static void ensureAbsent(String text) {
        assertThat(text).doesNotContain(CANARY);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        leaks.clear();
        appender.start();
        root().addAppender(appender);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        root().detachAppender(appender);
        assertThat(leaks).as("log events with a piece of a value or token").isEmpty();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
