package dev.multistream.model;

import java.util.regex.Pattern;

/** The name of one run: sortable by its start and readable, such as {@code 2026-11-21-0931-brisk-otter}. */
public record RunId(String value) implements Comparable<RunId> {
    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d{2}-\\d{2}-\\d{4}-[a-z]+-[a-z]+(-\\d+)?");

    public RunId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("'" + value + "' is not a run id");
        }
    }

    /** Whether the text has the form of a run id; guards paths made of it. */
    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(RunId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
