package com.skyflow.loader.cli.health;

import com.sun.net.httpserver.HttpExchange;
import java.util.Optional;

/** Says which requests are answered. Thread-safe. */
public interface Guard {
    /** All are. */
    Guard NONE = exchange -> Optional.empty();

    /** What is answered instead; empty if nothing speaks against the page. */
    Optional<Page> refusal(HttpExchange exchange);
}
