package dev.multistream.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
final class Suggestions {
    private static final int LONGEST = 80;
    private static final int MOST = 2000;

    private Suggestions() {}

    /** The hint {@code did you mean 'x'?}, when one of the known names is near. */
    static Optional<String> didYouMean(String written, Collection<String> known) {
        return closest(written, known).map(name -> "did you mean '" + name + "'?");
    }

    /** The nearest known name, by Damerau-Levenshtein distance ignoring case; none when all are far. */
    static Optional<String> closest(String written, Collection<String> known) {
        String wanted = plain(written);
        if (wanted.isEmpty() || wanted.length() > LONGEST) {
            return Optional.empty();
        }
        int best = Math.max(1, wanted.length() / 3) + 1;
        Optional<String> found = Optional.empty();
        int tried = 0;
        for (String candidate : known) {
            String other = plain(candidate);
            if (tried++ > MOST || Math.abs(other.length() - wanted.length()) >= best) {
                continue;
            }
            int distance = distance(wanted, other);
            if (distance < best && distance < Math.max(wanted.length(), other.length())) {
                best = distance;
                found = Optional.of(candidate);
            }
        }
        return found;
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
