package dev.multistream.conflict;

import dev.multistream.model.RepoPath;
import java.util.BitSet;
import java.util.Optional;

/**
 * A pattern of paths, as users write it in harness.yaml.
 *
 * <p>Every pattern begins at the root of the repository, with or without a leading slash: {@code *.md} is a Markdown
 * file at the root, {@code **}{@code /*.md} one anywhere. The parts:
 *
 * <ul>
 *   <li>{@code *} any characters of one name, {@code ?} one, {@code [a-z]} and {@code [!a-z]} one of a set;
 *   <li>{@code **} as a whole name: any number of directories, also none; at the end, everything below;
 *   <li><code>{a,b}</code> either, also nested and with slashes inside;
 *   <li>a last name without wildcards stands for the file, or for everything below the directory, of that name; with a
 *       slash at the end for the latter only;
 *   <li>a backslash takes the meaning of the character after it.
 * </ul>
 *
 * <p>Matching takes time linear in the path, whatever the pattern. Immutable and thread-safe.
 */
public final class Glob {
    /** Whether upper and lower case are told apart. */
    public enum Case {
        SENSITIVE,
        /** For repositories on file systems that do not tell them apart. */
        INSENSITIVE
    }

    private final String source;
    private final Case letters;
    private final GlobAutomaton automaton;

    private Glob(String source, Case letters) {
        this.source = source;
        this.letters = letters;
        this.automaton = GlobParser.parse(source, letters == Case.INSENSITIVE);
    }

    /**
     * The pattern that a text means.
     *
     * @throws IllegalArgumentException with a message for the user; ask {@link #problemOf} first
     */
    public static Glob parse(String pattern) {
        return parse(pattern, Case.SENSITIVE);
    }

    /** As {@link #parse(String)}, with a choice about case. */
    public static Glob parse(String pattern, Case letters) {
        return new Glob(pattern, letters);
    }

    /** What is wrong with a pattern, as a message for the user without the pattern itself; empty when it is right. */
    public static Optional<String> problemOf(String pattern) {
        try {
            parse(pattern);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The pattern as written. */
    public String source() {
        return source;
    }

    public boolean matches(RepoPath path) {
        return matches(path.value());
    }

    /** Whether it matches a path relative to the repository's root, separated by slashes. */
    public boolean matches(String path) {
        return automaton.isMatch(after(path));
    }

    /** Whether it could match something below a directory, so that a walk can leave out the others. */
    public boolean mayMatchBelow(String directory) {
        return !after(directory + "/").isEmpty();
    }

    private BitSet after(String path) {
        BitSet state = automaton.start();
        int at = 0;
        while (at < path.length() && !state.isEmpty()) {
            int c = path.codePointAt(at);
            state = automaton.step(state, letters == Case.INSENSITIVE ? CharSet.fold(c) : c);
            at += Character.charCount(c);
        }
        return state;
    }

    Case letters() {
        return letters;
    }

    GlobAutomaton automaton() {
        return automaton;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob glob && source.equals(glob.source) && letters == glob.letters;
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return source;
    }
}
