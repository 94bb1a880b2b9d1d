package com.skyflow.loader.faults;

import java.util.Map;
import java.util.TreeMap;

/**
 * A Kafka to load through, and the way by which the suite itself looks at it: past proxies, and by a user who may see everything.
 *
 * @param servers bootstrap servers of the loader
 * @param properties further properties of the loader's clients
 * @param watched bootstrap servers of the suite
 * @param watcher further properties of the suite's clients
 */
public record Kafka(String servers, Map<String, String> properties, String watched, Map<String, String> watcher) {
    /** One that lets everybody in. */
    public static Kafka at(String servers) {
        return new Kafka(servers, Map.of(), servers, Map.of());
    }

    /** The same, with further properties of the loader's clients. */
    public Kafka with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(properties);
        all.putAll(more);
        return new Kafka(servers, all, watched, watcher);
    }
}
