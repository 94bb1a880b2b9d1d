package com.skyflow.loader.testing.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The process of one broker of a {@link TestCluster}: its arguments are its folder and the file with its settings. It prints the address
 * of each listener before it starts, and {@code up} when the cluster has taken it in. It ends when its standard input does, which is
 * when the process that started it is gone, however that ended.
 */
final class ClusterNode {
    static final String UP = "up";

    private ClusterNode() {}

    public static void main(String[] arguments) throws Exception {
        Thread.ofPlatform().daemon().start(ClusterNode::endWithInput);
        Map<String, String> settings = read(Path.of(arguments[1]));
        Map<String, String> advertised = new TreeMap<>();
        Map<String, String> protocols = new TreeMap<>();
        for (String listener : TestCluster.PROTOCOLS.keySet()) {
            advertised.put(listener, taken(settings, listener));
            protocols.put(listener, TestCluster.PROTOCOLS.get(listener));
        }
        String cluster = taken(settings, "cluster");
        Map<String, ServerSocketChannel> sockets = TestBroker.bind(protocols.keySet());
        Map<String, String> addresses = TestBroker.addresses(sockets);
        System.out.println(addresses);
        settings.putAll(TestBroker.listening(protocols, addresses, advertised));
        TestBroker.start(Path.of(arguments[0]), sockets, cluster, settings);
        System.out.println(UP);
    }

    private static String taken(Map<String, String> settings, String name) {
        String value = settings.remove(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name + " in the settings");
        }
        return value;
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }

    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes.
            }
        } catch (IOException e) {
            // The same as its end.
        }
        Runtime.getRuntime().halt(1);
    }
}
