package com.skyflow.loader.testing;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;

/** What Kafka answers to an {@link org.apache.kafka.clients.admin.Admin}. */
public final class Answers {
    private Answers() {}

    /**
     * Waits for an answer.
     *
     * @throws AssertionError with the cause if Kafka refuses
     */
    public static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
