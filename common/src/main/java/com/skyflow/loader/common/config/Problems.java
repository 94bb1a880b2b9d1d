package com.skyflow.loader.common.config;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with the settings, one line each, in the order in which it was found. */
final class Problems {
    private static final int MAX_LINE = 300;

    private final List<String> lines = new ArrayList<>();

    /** @param where path of the setting, or the flag that gave it */
    void add(String where, String what) {
        String line = (where + ": " + what).replaceAll("\\p{Cntrl}", "?");
        lines.add(line.length() > MAX_LINE ? line.substring(0, MAX_LINE) + '…' : line);
    }

    /** @throws LoaderException with all problems, if there are any */
    void refuse() {
        if (!lines.isEmpty()) {
            throw new LoaderException(ExitCode.USAGE, String.join("\n", lines));
        }
    }
}
