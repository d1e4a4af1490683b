package dev.multistream.git;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a git program, major and minor, with the text it came from. */
public record GitVersion(int major, int minor, String text) implements Comparable<GitVersion> {
    /** The oldest git that does all that is needed: {@code merge-tree --write-tree} with batches. */
    public static final GitVersion OLDEST = new GitVersion(2, 39, "2.39");

    private static final Pattern FORM = Pattern.compile("git version ((\\d{1,6})\\.(\\d{1,6})[^\\s]*)");

    /** Reads what {@code git --version} prints. */
    public static Optional<GitVersion> parse(String printed) {
        Matcher matcher = FORM.matcher(printed);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.of(new GitVersion(
                Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)), matcher.group(1)));
    }

    public boolean isEnough() {
        return compareTo(OLDEST) >= 0;
    }

    @Override
    public int compareTo(GitVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return text;
    }
}
