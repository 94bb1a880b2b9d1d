package com.skyflow.loader.local.simulator.api;

/** A call in progress. Owned by the thread that serves it. */
final class Exchange {
    private final Route route;
    private final Incoming incoming;
    private int records;
    private int dropped;

    Exchange(Route route, Incoming incoming) {
        this.route = route;
        this.incoming = incoming;
    }

    Route route() {
        return route;
    }

    Incoming incoming() {
        return incoming;
    }

    /** Records in the request. */
    int records() {
        return records;
    }

    void records(int count) {
        records = count;
    }

    /** How many of the last records are to be passed over. */
    int dropped() {
        return dropped;
    }

    void drop(int count) {
        dropped = count;
    }
}
