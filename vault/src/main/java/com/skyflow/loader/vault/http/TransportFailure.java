package com.skyflow.loader.vault.http;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** What it means that no answer came. In all cases but one the call may have arrived, and the next one may work. */
final class TransportFailure {
    private TransportFailure() {}

    static Reply timeout(Duration timeout) {
        return new Reply.Unanswered("no answer within " + timeout.toMillis() + " ms");
    }

    static Reply reply(Throwable cause, URI uri, Duration timeout) {
        return switch (cause) {
            case SSLHandshakeException e ->
                isUntrusted(e) ? new Reply.Untrusted(untrusted(uri)) : new Reply.Unanswered("the TLS handshake failed");
            case SSLPeerUnverifiedException e -> new Reply.Untrusted(untrusted(uri));
            case UnknownHostException e -> new Reply.Unanswered("host " + uri.getHost() + " is unknown");
            case ConnectTimeoutException e -> noConnection(uri);
            case ConnectException e -> noConnection(uri);
            case SocketTimeoutException e -> timeout(timeout);
            default -> new Reply.Unanswered("the connection broke off before the answer was whole");
        };
    }

    private static Reply noConnection(URI uri) {
        return new Reply.Unanswered("no connection to " + uri.getHost() + " port " + port(uri));
    }

    /** A handshake also fails when the connection breaks off in it, and that may pass. */
    private static boolean isUntrusted(SSLHandshakeException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException) {
                return true;
            }
        }
        return false;
    }

    private static String untrusted(URI uri) {
        return "the TLS certificate of " + uri.getHost() + " is not trusted, expired, or of another name";
    }

    private static int port(URI uri) {
        return uri.getPort() > 0 ? uri.getPort() : uri.getScheme().equals("http") ? 80 : 443;
    }
}
