package com.skyflow.loader.local.simulator.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What a call is answered.
 *
 * @param headers all but those that every answer has
 * @param body the body, empty if there is none
 * @param delivery how much of it arrives
 */
public record Answer(int status, Map<String, String> headers, byte[] body, Delivery delivery) {
    /** How much of an answer arrives. */
    public enum Delivery {
        WHOLE,
        /** Half of its body; then the connection is closed. */
        HALF,
        /** Nothing: the connection is reset. */
        RESET
    }

    static final Answer RESET = new Answer(0, Map.of(), new byte[0], Delivery.RESET);

    /** An answer in JSON. */
    public static Answer json(int status, byte[] body) {
        return new Answer(status, Map.of("Content-Type", "application/json"), body, Delivery.WHOLE);
    }

    static Answer html(int status) {
        String page = "<!DOCTYPE html><html><head><title>" + status + "</title></head><body><h1>" + status + " "
                + ErrorBody.reason(status) + "</h1><p>The simulator plays a proxy.</p></body></html>";
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        return new Answer(status, Map.of("Content-Type", "text/html; charset=utf-8"), body, Delivery.WHOLE);
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0], Delivery.WHOLE);
    }

    /** A success whose body says nothing at length. */
    static Answer blank(int bytes) {
        byte[] body = new byte[bytes];
        Arrays.fill(body, (byte) ' ');
        return json(200, body);
    }

    Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body, delivery);
    }

    Answer delivered(Delivery newDelivery) {
        return new Answer(status, headers, body, newDelivery);
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
