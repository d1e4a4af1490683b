package dev.multistream.model;

import java.util.regex.Pattern;

/** The full hexadecimal object name of a commit or tree, SHA-1 (40 digits) or SHA-256 (64). */
public record CommitId(String value) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    public CommitId {
        if (!HEX.matcher(value).matches()) {
            throw new IllegalArgumentException("not a full object name: '" + value + "'");
        }
    }

    /** The first ten digits, for people. */
    public String brief() {
        return value.substring(0, 10);
    }

    @Override
    public String toString() {
        return value;
    }
}
