package dev.multistream.model;

import java.util.regex.Pattern;

/**
 * A short branch name, without {@code refs/heads/}.
 *
 * <p>Checked by the rules of git-check-ref-format(1) for branches, so that it never reaches git as an option
 * or as an invalid ref.
 */
public record BranchName(String value) implements Comparable<BranchName> {
    private static final Pattern FORBIDDEN =
            Pattern.compile("[\\x00-\\x20\\x7f~^:?*\\[\\\\]|\\.\\.|@\\{|//|/\\.|\\.lock(/|$)|^[-/.]|[/.]$|^@$");

    public BranchName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("'" + value + "' is not a valid branch name");
        }
    }

    /** Whether git would take this as the name of a branch. */
    public static boolean isValid(String value) {
        return !value.isEmpty()
                && !value.equals("HEAD")
                && !FORBIDDEN.matcher(value).find();
    }

    /** The full ref, {@code refs/heads/<name>}. */
    public String ref() {
        return "refs/heads/" + value;
    }

    @Override
    public int compareTo(BranchName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
