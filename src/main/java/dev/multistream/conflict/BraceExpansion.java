package dev.multistream.conflict;

import java.util.ArrayList;
import java.util.List;

/**
 * Replaces <code>{a,b}</code> by its alternatives, also nested, as a shell does before it looks at wildcards.
 *
 * <p>Escaped characters and character classes are left as they are.
 */
final class BraceExpansion {
    /** More than any person writes; keeps <code>{a,b}{a,b}…</code> from growing without bound. */
    static final int MOST = 256;

    private final String pattern;
    private int at;

    private BraceExpansion(String pattern) {
        this.pattern = pattern;
    }

    /**
     * All patterns without braces that {@code pattern} stands for.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    static List<String> expand(String pattern) {
        return new BraceExpansion(pattern).sequence(false);
    }

    /** Reads up to the end, or inside of braces up to the comma or brace that ends an alternative. */
    private List<String> sequence(boolean inBraces) {
        List<String> soFar = List.of("");
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (inBraces && (c == ',' || c == '}')) {
                return soFar;
            }
            soFar = product(soFar, c == '{' ? braces() : List.of(piece(c)));
        }
        return soFar;
    }

    private List<String> braces() {
        int opened = at;
        List<String> alternatives = new ArrayList<>();
        do {
            at++;
            alternatives.addAll(sequence(true));
            requireFew(alternatives.size());
            if (at == pattern.length()) {
                throw new IllegalArgumentException(
                        "'{' at character " + (opened + 1) + " is never closed; write '\\{' for the character itself");
            }
        } while (pattern.charAt(at) == ',');
        at++;
        return alternatives;
    }

    private String piece(char c) {
        int from = at;
        if (c == '\\') {
            at = Math.min(at + 2, pattern.length());
        } else if (c == '[') {
            at = endOfClass();
        } else {
            at++;
        }
        return pattern.substring(from, at);
    }

    /** Where a class ends; at an unclosed one only its bracket is passed, the parser will complain about it. */
    private int endOfClass() {
        int i = at + 1;
        if (i < pattern.length() && (pattern.charAt(i) == '!' || pattern.charAt(i) == '^')) {
            i++;
        }
        if (i < pattern.length() && pattern.charAt(i) == ']') {
            i++;
        }
        while (i < pattern.length() && pattern.charAt(i) != ']') {
            i += pattern.charAt(i) == '\\' ? 2 : 1;
        }
        return i < pattern.length() ? i + 1 : at + 1;
    }

    private static List<String> product(List<String> left, List<String> right) {
        requireFew(left.size() * right.size());
        List<String> product = new ArrayList<>(left.size() * right.size());
        for (String l : left) {
            for (String r : right) {
                product.add(l + r);
            }
        }
        return product;
    }

    private static void requireFew(int alternatives) {
        if (alternatives > MOST) {
            throw new IllegalArgumentException("braces stand for more than " + MOST + " alternatives");
        }
    }
}
