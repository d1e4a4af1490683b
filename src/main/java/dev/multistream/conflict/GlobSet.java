package dev.multistream.conflict;

import dev.multistream.model.RepoPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list of patterns that together say which paths are meant: the last one that matches decides, and one that begins
 * with {@code !} takes away.
 *
 * <p>Immutable and thread-safe.
 */
public final class GlobSet {
    private final List<Entry> entries;

    /** One pattern and what it does to the paths that it matches. */
    record Entry(Glob glob, boolean takesAway) {}

    private GlobSet(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * The set that patterns mean; an empty list is an empty set.
     *
     * @throws IllegalArgumentException with a message for the user; ask {@link #problemOf} first
     */
    public static GlobSet of(List<String> patterns) {
        return of(patterns, Glob.Case.SENSITIVE);
    }

    /** As {@link #of(List)}, with a choice about case. */
    public static GlobSet of(List<String> patterns, Glob.Case letters) {
        List<Entry> entries = new ArrayList<>();
        for (String pattern : patterns) {
            boolean takesAway = pattern.startsWith("!");
            entries.add(new Entry(Glob.parse(takesAway ? pattern.substring(1) : pattern, letters), takesAway));
        }
        return new GlobSet(entries);
    }

    static GlobSet of(Glob glob) {
        return new GlobSet(List.of(new Entry(glob, false)));
    }

    /**
     * What is wrong with one pattern of a list, as a message for the user without the pattern itself.
     *
     * @param first whether it is the first of its list, where there is nothing to take away from
     */
    public static Optional<String> problemOf(String pattern, boolean first) {
        if (pattern.startsWith("!") && first) {
            return Optional.of("'!' takes away from the patterns before it, and there are none;"
                    + " write '\\!' for a name that begins with it");
        }
        return Glob.problemOf(pattern.startsWith("!") ? pattern.substring(1) : pattern);
    }

    public boolean matches(RepoPath path) {
        return deciding(path).isPresent();
    }

    /** The pattern through which a path is in the set, as written; empty when it is not. */
    public Optional<String> deciding(RepoPath path) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            if (entry.glob.matches(path)) {
                return entry.takesAway ? Optional.empty() : Optional.of(entry.glob.source());
            }
        }
        return Optional.empty();
    }

    /** Whether it could match something below a directory, so that a walk can leave out the others. */
    public boolean mayMatchBelow(String directory) {
        return entries.stream().anyMatch(entry -> !entry.takesAway && entry.glob.mayMatchBelow(directory));
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    List<Entry> entries() {
        return entries;
    }
}
