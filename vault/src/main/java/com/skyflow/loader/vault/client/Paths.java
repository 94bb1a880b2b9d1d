package com.skyflow.loader.vault.client;

import com.skyflow.loader.common.vault.Destination;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where the calls of a vault go. */
final class Paths {
    private Paths() {}

    /** Its records: inserts and deletions. */
    static URI table(Destination destination) {
        return uri(destination, destination.table());
    }

    /** Questions in SQL. */
    static URI query(Destination destination) {
        return uri(destination, "query");
    }

    /** Its records whose unique column has a value. */
    static URI search(Destination destination, String value) {
        return URI.create("%s?column_name=%s&column_values=%s&limit=1"
                .formatted(table(destination), segment(destination.column()), segment(value)));
    }

    /** Values behind tokens. */
    static URI detokenize(Destination destination) {
        return uri(destination, "detokenize");
    }

    private static URI uri(Destination destination, String last) {
        return URI.create(
                "%s/v1/vaults/%s/%s".formatted(destination.url(), segment(destination.vaultId()), segment(last)));
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
