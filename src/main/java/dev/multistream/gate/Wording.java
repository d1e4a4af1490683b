package dev.multistream.gate;

import java.time.Duration;
import java.util.Locale;

/** Numbers as sentences need them. */
final class Wording {
    private Wording() {}

    /** {@code 250 ms}, {@code 4.2 s}, {@code 42 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 10_000) {
            return String.format(Locale.ROOT, "%d.%d s", millis / 1000, millis % 1000 / 100);
        }
        long seconds = millis / 1000;
        if (seconds < 60) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        if (minutes < 60) {
            return minutes + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }

    /** {@code 1 file}, {@code 1,200 files}. */
    static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    /** One decimal, rounded down so that less than a limit never reads as the limit: {@code 89.9 %}. */
    static String percent(double percent) {
        double down = Math.floor(percent * 10) / 10;
        return String.format(Locale.ROOT, down == Math.rint(down) ? "%.0f %%" : "%.1f %%", down);
    }

    /** A limit as the user wrote it: {@code 90 %}, {@code 89.95 %}. */
    static String limit(double percent) {
        return new java.math.BigDecimal(Double.toString(percent))
                        .stripTrailingZeros()
                        .toPlainString() + " %";
    }

    /** At most {@code most} characters, without control characters, on one line. */
    static String line(String text, int most) {
        String clean = text.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "")
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
        return clean.length() <= most ? clean : clean.substring(0, most) + "…";
    }
}
