package com.skyflow.loader.common.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules for the base URL of the vault API. Messages say what is wrong with it and do not quote it: it may hold credentials. */
final class VaultUrl {
    private static final String EXPECTED = "https://<host>[:<port>][/<path>]";
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

    /** The environments of Skyflow that are not production: sandbox, stage and development. */
    private static final Pattern TEST =
            Pattern.compile("[a-z0-9.-]+\\.(skyflowapis-preview\\.com|skyflowapis\\.tech|skyflowapis\\.dev)");

    private VaultUrl() {}

    static Type<URI> type() {
        return Type.texts('`' + EXPECTED + '`', VaultUrl::parse);
    }

    static URI parse(String text) {
        URI url;
        try {
            url = new URI(text.strip());
        } catch (URISyntaxException e) {
            throw Type.wrong("no URL", EXPECTED);
        }
        fault(url).ifPresent(fault -> {
            throw Type.wrong(fault, EXPECTED);
        });
        return url;
    }

    private static Optional<String> fault(URI url) {
        if (!Set.of("http", "https").contains(scheme(url))) {
            return Optional.of("neither https nor http");
        }
        if (url.getRawUserInfo() != null) {
            return Optional.of("user info in the URL");
        }
        if (url.getHost() == null) {
            return Optional.of("no host in the URL");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            return Optional.of("a query or fragment in the URL");
        }
        return Optional.empty();
    }

    /** Whether what is sent there cannot be read on the way: encrypted, or not leaving this machine. */
    static boolean isProtected(URI url) {
        return scheme(url).equals("https") || LOOPBACK.matcher(host(url)).matches();
    }

    /** Whether it may be a vault that holds what nobody can restore: anything that is neither this machine nor a test environment. */
    static boolean looksLikeProduction(URI url) {
        return !LOOPBACK.matcher(host(url)).matches()
                && !TEST.matcher(host(url)).matches();
    }

    private static String host(URI url) {
        return url.getHost().toLowerCase(Locale.ROOT);
    }

    /** The URL without trailing slashes. */
    static String text(URI url) {
        return url.toString().replaceAll("/+$", "");
    }

    private static String scheme(URI url) {
        return String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    }
}
