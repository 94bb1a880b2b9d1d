package com.skyflow.loader.common.kafka;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.acl.AclOperation;

/** Whether a cluster answers this client at all: its address, TLS and login. */
public record KafkaReach(KafkaClients clients) {
    private static final int ANSWER_MILLIS = 15_000;
    private static final int CONNECT_MILLIS = 2_000;

    /**
     * Asks the cluster for its brokers.
     *
     * @throws LoaderException with {@link ExitCode#USAGE} if it refuses this client, with {@link ExitCode#UNFINISHED} if it does not
     *     answer
     */
    public int brokers() {
        try {
            return clients.admin()
                    .describeCluster(new DescribeClusterOptions().timeoutMs(patience()))
                    .nodes()
                    .get(2L * patience(), TimeUnit.MILLISECONDS)
                    .size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw silent(e);
            }
            throw KafkaRefusal.sentence(clients.settings(), AclOperation.DESCRIBE, e)
                    .map(refusal -> new LoaderException(ExitCode.USAGE, refusal, e))
                    .orElseGet(() -> new LoaderException(
                            ExitCode.UNFINISHED,
                            "Kafka refused describing the cluster: " + String.valueOf(e.getCause()),
                            e));
        } catch (TimeoutException e) {
            throw silent(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoaderException(ExitCode.UNFINISHED, "Interrupted while Kafka was asked. Start again.", e);
        }
    }

    /** Shorter than Kafka's own minute, unless the settings say otherwise. */
    private int patience() {
        return clients.settings().number("default.api.timeout.ms", ANSWER_MILLIS);
    }

    private LoaderException silent(Exception failure) {
        KafkaSettings settings = clients.settings();
        String sentence = isListening()
                ? "Kafka at %s takes connections but does not answer a client with security.protocol=%s within %d s. Correct security.protocol in kafka.properties if its listener has another, and start again."
                        .formatted(settings.bootstrapServers(), settings.securityProtocol(), patience() / 1_000)
                : "Kafka does not answer at %s within %d s. Start it, or correct kafka.bootstrap_servers, and start again."
                        .formatted(settings.bootstrapServers(), patience() / 1_000);
        return new LoaderException(ExitCode.UNFINISHED, sentence, failure);
    }

    private boolean isListening() {
        return Pattern.compile(",")
                .splitAsStream(clients.settings().bootstrapServers())
                .map(String::strip)
                .anyMatch(KafkaReach::takesConnections);
    }

    private static boolean takesConnections(String server) {
        int colon = server.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            server.substring(0, colon).replaceAll("[\\[\\]]", ""),
                            Integer.parseInt(server.substring(colon + 1))),
                    CONNECT_MILLIS);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
