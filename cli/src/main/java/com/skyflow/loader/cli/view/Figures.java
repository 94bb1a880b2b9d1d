package com.skyflow.loader.cli.view;

import java.time.Duration;
import java.util.Locale;

/** Figures as people read them, the same in every locale. */
final class Figures {
    private Figures() {}

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    static String count(double count) {
        return count(Math.round(count));
    }

    /** A share with one digit, or more where one would round it up to the whole. */
    static String percent(long part, long whole) {
        if (whole == 0) {
            return "-";
        }
        double percent = 100.0 * part / whole;
        return part < whole && percent > 99.9
                ? String.format(Locale.ROOT, "%.4f %%", Math.min(percent, 99.9999))
                : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    static String clock(Duration time) {
        long seconds = time.toSeconds();
        return seconds < 3_600
                ? String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toNanos() / 1e9);
    }

    static String millis(Duration time) {
        return count(time.toMillis());
    }
}
