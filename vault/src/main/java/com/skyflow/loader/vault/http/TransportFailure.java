package com.skyflow.loader.vault.http;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.RequestNotExecutedException;

/** What it means that no answer came. In all cases but one the call may have arrived, and the next one may work. */
final class TransportFailure {
    /** What a server says that does not like the certificate of a caller, or its having none (RFC 8446, 6.2). */
    private static final Pattern ALERT = Pattern.compile("(bad_certificate|unsupported_certificate|certificate_revoked"
            + "|certificate_expired|certificate_unknown|unknown_ca|access_denied|certificate_required)");

    private TransportFailure() {}

    static Reply timeout(Duration timeout) {
        return new Reply.Unanswered("no answer within " + timeout.toMillis() + " ms");
    }

    /** What the proxy answers in place of the vault that does not take its login. */
    static Reply proxyLogin(HttpProxy proxy) {
        return new Reply.Barred("the proxy " + address(proxy)
                + " wants a login (status 407; expected: connection.proxy_user and connection.proxy_password that it"
                + " takes)");
    }

    static Reply reply(Throwable cause, URI uri, Optional<HttpProxy> proxy, Duration timeout) {
        return switch (cause) {
            case SSLException e -> tls(e, uri);
            case UnknownHostException e ->
                new Reply.Unanswered("host " + proxy.map(HttpProxy::host).orElse(uri.getHost()) + " is unknown");
            case ConnectTimeoutException e -> noConnection(uri, proxy);
            case ConnectException e -> noConnection(uri, proxy);
            case SocketTimeoutException e -> timeout(timeout);
            // Also what is left of the alert of a server that speaks HTTP/2 and does not like our certificate.
            case RequestNotExecutedException e ->
                new Reply.Unanswered("the connection was closed before the call was sent");
            default -> brokeOff();
        };
    }

    private static Reply brokeOff() {
        return new Reply.Unanswered("the connection broke off before the answer was whole");
    }

    private static Reply noConnection(URI uri, Optional<HttpProxy> proxy) {
        return new Reply.Unanswered("no connection to "
                + proxy.map(through -> "the proxy " + address(through))
                        .orElseGet(() -> uri.getHost() + " port " + port(uri)));
    }

    private static String address(HttpProxy proxy) {
        return proxy.host() + " port " + proxy.port();
    }

    /** A handshake also fails when the connection breaks off in it, and that may pass. */
    private static Reply tls(SSLException failure, URI uri) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UntrustedCertificate) {
                return new Reply.Barred(String.valueOf(cause.getMessage()));
            }
        }
        Matcher alert = ALERT.matcher(text(failure));
        if (alert.find()) {
            return new Reply.Barred(uri.getHost() + " does not take the client certificate (TLS alert " + alert.group()
                    + "; expected: one that it knows in connection.certificate_file)");
        }
        if (text(failure).contains("nrecognized SSL message")) {
            return new Reply.Unanswered(uri.getHost() + " port " + port(uri) + " does not speak TLS");
        }
        return failure instanceof SSLHandshakeException ? new Reply.Unanswered("the TLS handshake failed") : brokeOff();
    }

    private static String text(SSLException failure) {
        return String.valueOf(failure.getMessage());
    }

    private static int port(URI uri) {
        return uri.getPort() > 0 ? uri.getPort() : uri.getScheme().equals("http") ? 80 : 443;
    }
}
