package com.skyflow.loader.common.config;

import com.skyflow.loader.common.secret.Secret;
import java.util.regex.Pattern;

/** The form of an API key, as Skyflow's own clients check it. */
final class ApiKey {
    private static final Pattern FORM = Pattern.compile("sky-[a-zA-Z0-9]{5}-[a-fA-F0-9]{32}");

    private ApiKey() {}

    /** The key; messages do not quote what is none. */
    static Secret parse(String text) {
        if (!FORM.matcher(text.strip()).matches()) {
            throw Type.wrong("no API key", "sky-<5 letters or digits>-<32 hexadecimal digits>");
        }
        return new Secret(text);
    }
}
