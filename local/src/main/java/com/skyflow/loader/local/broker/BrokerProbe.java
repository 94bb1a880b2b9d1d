package com.skyflow.loader.local.broker;

import java.io.IOException;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Asks whether the broker of a folder answers; by now its port may be somebody else's. */
final class BrokerProbe {
    private static final int BOUND_MILLIS = 10_000;

    private BrokerProbe() {}

    static boolean answers(StateFolder folder) {
        OptionalInt port = folder.port();
        Optional<String> expected = folder.clusterId();
        return port.isPresent()
                && expected.isPresent()
                && listens(port.getAsInt())
                && expected.equals(cluster(port.getAsInt(), folder.access()));
    }

    /** Kafka's client would log a warning for every refused connection. */
    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(Listeners.address(port), BOUND_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<String> cluster(int port, ClientAccess access) {
        Map<String, Object> properties = new HashMap<>(access.properties());
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, Listeners.HOST + ":" + port);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, BOUND_MILLIS);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, BOUND_MILLIS);
        try (Admin admin = Admin.create(properties)) {
            return Optional.of(admin.describeCluster().clusterId().get(BOUND_MILLIS, TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
