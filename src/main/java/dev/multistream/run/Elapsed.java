package dev.multistream.run;

import java.time.Duration;
import java.util.Locale;

/** A duration as people read it: {@code 0.3 s}, {@code 42 s}, {@code 4 min 12 s}, {@code 1 h 03 min}, {@code 2 d 4 h}. */
public final class Elapsed {
    private Elapsed() {}

    public static String text(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        if (millis < 9_950) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        long seconds = (millis + 500) / 1000;
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        long minutes = seconds / 60;
        if (minutes < 48 * 60) {
            return String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
        }
        return minutes / 1440 + " d " + minutes / 60 % 24 + " h";
    }
}
