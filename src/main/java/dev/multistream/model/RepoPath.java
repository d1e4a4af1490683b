package dev.multistream.model;

/** A path inside the repository: relative, separated by slashes, as git prints it unquoted. */
public record RepoPath(String value) implements Comparable<RepoPath> {
    public RepoPath {
        if (value.isEmpty() || value.startsWith("/")) {
            throw new IllegalArgumentException("not a path inside the repository: '" + value + "'");
        }
    }

    @Override
    public int compareTo(RepoPath other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
