package com.skyflow.loader.generator;

import java.util.Locale;

/** A number of bytes for a person: three digits and a decimal unit, such as {@code 1.53 MB}. */
final class ByteSize {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private ByteSize() {}

    static String text(long bytes) {
        double size = bytes;
        int unit = 0;
        // 999.5 would be printed as 1000.
        while (size >= 999.5 && unit < UNITS.length - 1) {
            size /= 1000;
            unit++;
        }
        int decimals = unit == 0 || size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f %s", size, UNITS[unit]);
    }
}
