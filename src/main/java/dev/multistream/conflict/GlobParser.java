package dev.multistream.conflict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the text of a glob into its automaton; complains with messages for the user. */
final class GlobParser {
    private static final int LONGEST = 1000;

    private final GlobAutomaton automaton = new GlobAutomaton();
    private final boolean ignoreCase;

    private GlobParser(boolean ignoreCase) {
        this.ignoreCase = ignoreCase;
    }

    /** @throws IllegalArgumentException with a message for the user */
    static GlobAutomaton parse(String pattern, boolean ignoreCase) {
        requireSane(pattern);
        GlobParser parser = new GlobParser(ignoreCase);
        for (String alternative : BraceExpansion.expand(pattern)) {
            parser.automaton.beginAlternative();
            parser.alternative(alternative);
            parser.automaton.endAlternative();
        }
        parser.automaton.finish();
        return parser.automaton;
    }

    private static void requireSane(String pattern) {
        if (pattern.isBlank()) {
            throw new IllegalArgumentException("the pattern is empty");
        }
        if (pattern.length() > LONGEST) {
            throw new IllegalArgumentException("the pattern is longer than " + LONGEST + " characters");
        }
        if (pattern.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the pattern contains a NUL character");
        }
        if (pattern.startsWith("!")) {
            throw new IllegalArgumentException("'!' takes away from a list of patterns and means nothing here;"
                    + " write '\\!' for a name that begins with it");
        }
        if (pattern.matches("[A-Za-z]:[/\\\\].*")) {
            throw new IllegalArgumentException("patterns begin at the root of the repository, not at a drive");
        }
    }

    private void alternative(String text) {
        String pattern = text.startsWith("/") ? text.substring(1) : text;
        boolean onlyBelow = pattern.endsWith("/");
        List<String> segments = segments(onlyBelow ? pattern.substring(0, pattern.length() - 1) : pattern);
        for (int i = 0; i < segments.size() - 1; i++) {
            if (segments.get(i).equals("**")) {
                automaton.directories();
            } else {
                segment(segments.get(i));
                automaton.slash();
            }
        }
        lastSegment(segments.get(segments.size() - 1), onlyBelow);
    }

    private void lastSegment(String last, boolean onlyBelow) {
        if (last.equals("**")) {
            automaton.everything();
        } else if (segment(last) && !onlyBelow) {
            automaton.orBelow();
            return;
        }
        if (onlyBelow) {
            automaton.slash();
            automaton.everything();
        }
    }

    private static List<String> segments(String pattern) {
        List<String> segments = Arrays.asList(pattern.split("/", -1));
        for (String segment : segments) {
            if (segment.isEmpty()) {
                throw new IllegalArgumentException(
                        pattern.isEmpty() ? "the pattern names nothing; '**' is everything" : "'//' matches nothing");
            }
            if (segment.equals("..")) {
                throw new IllegalArgumentException("'..' leads out of the repository; patterns begin at its root");
            }
            if (segment.equals(".")) {
                throw new IllegalArgumentException(
                        "'.' matches nothing; patterns begin at the root of the repository," + " leave out './'");
            }
        }
        return segments;
    }

    /** Adds one name and answers whether it was plain, that is, without a wildcard. */
    private boolean segment(String segment) {
        boolean plain = true;
        int[] chars = segment.codePoints().toArray();
        int at = 0;
        while (at < chars.length) {
            int c = chars[at];
            plain &= c != '*' && c != '?' && c != '[';
            if (c == '*') {
                automaton.star();
                at = afterStars(chars, at);
            } else if (c == '[') {
                at = characterClass(chars, at);
            } else if (c == '\\') {
                one(CharSet.of(escaped(chars, at)));
                at += 2;
            } else {
                one(c == '?' ? CharSet.ANY : CharSet.of(c));
                at++;
            }
        }
        return plain;
    }

    private static int afterStars(int[] chars, int star) {
        int at = star;
        while (at < chars.length && chars[at] == '*') {
            at++;
        }
        return at;
    }

    private void one(CharSet set) {
        automaton.one(ignoreCase ? set.folded() : set);
    }

    private static int escaped(int[] chars, int backslash) {
        if (backslash + 1 == chars.length) {
            throw new IllegalArgumentException("'\\' at the end of a name escapes nothing");
        }
        int c = chars[backslash + 1];
        if (Character.isLetterOrDigit(c)) {
            throw new IllegalArgumentException(
                    "'\\" + Character.toString(c) + "' means nothing; directories are separated by '/'");
        }
        return c;
    }

    /** Reads {@code [a-z]} or {@code [!a-z]} and answers where it ends. */
    private int characterClass(int[] chars, int open) {
        List<CharSet.Range> ranges = new ArrayList<>();
        boolean negated = open + 1 < chars.length && (chars[open + 1] == '!' || chars[open + 1] == '^');
        int first = negated ? open + 2 : open + 1;
        int at = first;
        while (at < chars.length && (chars[at] != ']' || at == first)) {
            requireNoNamedClass(chars, at);
            int from = chars[at] == '\\' ? escaped(chars, at) : chars[at];
            at += chars[at] == '\\' ? 2 : 1;
            int to = from;
            if (at + 1 < chars.length && chars[at] == '-' && chars[at + 1] != ']') {
                to = chars[at + 1] == '\\' ? escaped(chars, at + 1) : chars[at + 1];
                at += chars[at + 1] == '\\' ? 3 : 2;
            }
            ranges.add(range(from, to));
        }
        if (at >= chars.length) {
            throw new IllegalArgumentException("'[' in '" + new String(chars, 0, chars.length)
                    + "' is never closed; write '\\[' for the character itself");
        }
        one(new CharSet(ranges, negated));
        return at + 1;
    }

    private static void requireNoNamedClass(int[] chars, int at) {
        if (chars[at] == '[' && at + 1 < chars.length && chars[at + 1] == ':') {
            throw new IllegalArgumentException("named classes such as '[:digit:]' are not known; write '[0-9]'");
        }
    }

    private static CharSet.Range range(int from, int to) {
        if (from > to) {
            throw new IllegalArgumentException(
                    "the range '" + Character.toString(from) + "-" + Character.toString(to) + "' runs backwards");
        }
        return new CharSet.Range(from, to);
    }
}
