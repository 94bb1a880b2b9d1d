package com.skyflow.loader.vault.client;

import com.skyflow.loader.vault.answer.Answer;
import com.skyflow.loader.vault.answer.Call;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** What it means that no answer came. In all cases but one the rows may be in the vault, and the next call may work. */
final class TransportFailure {
    private TransportFailure() {}

    static Answer timeout(Call call, Duration timeout) {
        return new Answer.Transient(call, "no answer within " + timeout.toMillis() + " ms");
    }

    static Answer answer(Call call, Throwable cause, URI uri, Duration timeout) {
        return switch (cause) {
            case SSLHandshakeException e ->
                isUntrusted(e)
                        ? new Answer.Refused(call, untrusted(uri))
                        : new Answer.Transient(call, "the TLS handshake failed");
            case SSLPeerUnverifiedException e -> new Answer.Refused(call, untrusted(uri));
            case UnknownHostException e -> new Answer.Transient(call, "host " + uri.getHost() + " is unknown");
            case ConnectTimeoutException e -> noConnection(call, uri);
            case ConnectException e -> noConnection(call, uri);
            case SocketTimeoutException e -> timeout(call, timeout);
            default -> new Answer.Transient(call, "the connection broke off before the answer was whole");
        };
    }

    private static Answer noConnection(Call call, URI uri) {
        return new Answer.Transient(call, "no connection to " + uri.getHost() + " port " + port(uri));
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
