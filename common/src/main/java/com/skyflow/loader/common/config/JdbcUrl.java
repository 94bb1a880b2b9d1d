package com.skyflow.loader.common.config;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** The URL of the Snowflake driver. */
final class JdbcUrl {
    private static final String PREFIX = "jdbc:snowflake://";
    private static final Pattern CREDENTIAL = Pattern.compile(
            "[?&;](password|token|passcode|private_key\\w*|oauth\\w*secret)=", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNPROTECTED = Pattern.compile("[?&]ssl=(off|false)", Pattern.CASE_INSENSITIVE);

    private JdbcUrl() {}

    /** @throws IllegalArgumentException if it is none, holds a credential, or sends one readable to another host; it is not quoted */
    static String checked(String text) {
        String url = text.strip();
        if (!url.startsWith(PREFIX)) {
            throw Type.wrong("another URL", PREFIX + "<host>[:<port>]/");
        }
        if (CREDENTIAL.matcher(url).find()) {
            throw Type.wrong("a URL with a credential", "credentials in settings or variables of their own");
        }
        boolean http =
                url.startsWith(PREFIX + "http://") || UNPROTECTED.matcher(url).find();
        if (http && !isLocal(url)) {
            throw Type.wrong("plain http to another host", "https; http only to this machine");
        }
        return url;
    }

    private static boolean isLocal(String url) {
        String rest = url.substring(PREFIX.length()).replaceFirst("^https?://", "");
        String host = URI.create("http://" + rest.replaceFirst("[/?].*", "")).getHost();
        return host != null
                && (host.toLowerCase(Locale.ROOT).equals("localhost")
                        || host.startsWith("127.")
                        || host.equals("[::1]"));
    }
}
