package com.skyflow.loader.local.simulator.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** The form of every error: status, gRPC code, message, and whose fault it is in the header {@code error-from-client}. */
final class ErrorBody {
    private ErrorBody() {}

    static Answer answer(int status, String message) {
        return body(status, status, message).with("error-from-client", Boolean.toString(status < 500));
    }

    /** An error body under another status than its own. */
    static Answer body(int status, int codeInside, String message) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode error = root.putObject("error");
        error.put("grpc_code", grpcCode(codeInside));
        error.put("http_code", codeInside);
        error.put("message", message);
        error.put("http_status", reason(codeInside));
        error.putArray("details");
        return Answer.json(status, root.toString().getBytes(StandardCharsets.UTF_8));
    }

    static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 413 -> "Request Entity Too Large";
            case 422 -> "Unprocessable Entity";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "Status " + status;
        };
    }

    /** The gRPC code that goes with a status, as in google.rpc.Code. */
    private static int grpcCode(int status) {
        return switch (status) {
            case 400, 422 -> 3;
            case 401 -> 16;
            case 403 -> 7;
            case 404 -> 5;
            case 408, 504 -> 4;
            case 409 -> 6;
            case 413, 429 -> 8;
            case 502, 503 -> 14;
            default -> status >= 500 ? 13 : 2;
        };
    }
}
