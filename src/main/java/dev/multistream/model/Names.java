package dev.multistream.model;

import java.util.regex.Pattern;

/** The rule that every id of harness.yaml obeys. */
public final class Names {
    /** {@code [a-z0-9][a-z0-9_-]{0,62}}, so that an id fits a branch, a file name and a step name. */
    public static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    private Names() {}

    static void requireId(String kind, String value) {
        if (!ID.matcher(value).matches()) {
            throw new IllegalArgumentException(kind + " name '" + value + "' must match [a-z0-9][a-z0-9_-]{0,62}");
        }
    }
}
