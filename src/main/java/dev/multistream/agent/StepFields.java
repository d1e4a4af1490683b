package dev.multistream.agent;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of one step, read as what they are meant to be; a value of the wrong form is an {@link
 * IllegalArgumentException} about {@link #current}.
 */
final class StepFields {
    /** In front of the words of a command that was given as a list. */
    static final String ARGV = "\0argv";

    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)");

    private final Map<String, List<String>> values;
    private String current = "";

    StepFields(Map<String, List<String>> values) {
        this.values = values;
    }

    /** The key that was asked for last. */
    String current() {
        return current;
    }

    /** A text; empty when it was not given. */
    String text(String key) {
        current = key;
        return values.getOrDefault(key, List.of("")).get(0);
    }

    String filled(String key) {
        String text = text(key);
        if (text.isBlank()) {
            throw new IllegalArgumentException("'" + key + "' must not be empty");
        }
        return text;
    }

    /** A path that stays inside the worktree and out of its {@code .git}. */
    String path(String key) {
        String path = filled(key);
        List<String> names = List.of(path.split("/", -1));
        if (names.contains("") || names.contains("..") || names.contains(".") || path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "'" + path + "' must be a relative path inside the worktree, without '.', '..' or empty names");
        }
        if (names.get(0).toLowerCase(Locale.ROOT).equals(".git")) {
            throw new IllegalArgumentException("'" + path + "' belongs to git");
        }
        return path;
    }

    Duration duration(String key, Duration otherwise) {
        String text = text(key);
        if (text.isEmpty() && !values.containsKey(key)) {
            return otherwise;
        }
        Duration sum = Duration.ZERO;
        Matcher part = DURATION.matcher(text);
        int end = 0;
        while (part.find() && part.start() == end && text.length() <= 40) {
            end = part.end();
            double millis = Double.parseDouble(part.group(1)) * millis(part.group(2));
            sum = sum.plusMillis(Math.round(millis));
        }
        if (end == 0 || end != text.length()) {
            throw new IllegalArgumentException("'" + text + "' is not a duration such as 200ms, 2s or 1m30s");
        }
        return sum;
    }

    private static long millis(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1000;
            case "m" -> 60_000;
            default -> 3_600_000;
        };
    }

    /** A number between bounds; empty when it was not given. */
    OptionalDouble number(String key, double least, double most) {
        String text = text(key);
        if (!values.containsKey(key)) {
            return OptionalDouble.empty();
        }
        try {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most) {
                return OptionalDouble.of(number);
            }
        } catch (NumberFormatException e) {
            throw notBetween(text, least, most);
        }
        throw notBetween(text, least, most);
    }

    private static IllegalArgumentException notBetween(String text, double least, double most) {
        return new IllegalArgumentException(
                "'" + text + "' is not a number from " + (long) least + " to " + (long) most);
    }

    /** An exit code other than 0; 1 when it was not given. */
    int exit(String key) {
        double code = number(key, 1, 255).orElse(1);
        if (code != Math.rint(code)) {
            throw notBetween(text(key), 1, 255);
        }
        return (int) code;
    }

    List<String> command(String key) {
        current = key;
        List<String> words = values.getOrDefault(key, List.of(""));
        if (words.get(0).equals(ARGV)) {
            return words.subList(1, words.size());
        }
        return List.of("/bin/sh", "-c", filled(key));
    }

    <T> T yes(String key, T meant) {
        if (!text(key).equals("true")) {
            throw new IllegalArgumentException("only 'true' makes sense here");
        }
        return meant;
    }
}
