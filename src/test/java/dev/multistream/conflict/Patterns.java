package dev.multistream.conflict;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random patterns and paths over a small alphabet, so that they meet often. */
final class Patterns {
    private static final List<String> PIECES = List.of("a", "b", "ab", "*", "?", "[ab]", "[!a]", ".x", "a*", "*b");
    private static final List<String> NAMES = List.of("a", "b", "ab", "ba", "c", "a.x", "b.x", "aab", "abc");

    private Patterns() {}

    static String pattern(Random random) {
        List<String> segments = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            segments.add(random.nextInt(4) == 0 ? "**" : segment(random));
        }
        return String.join("/", segments) + (random.nextInt(8) == 0 ? "/" : "");
    }

    private static String segment(Random random) {
        StringBuilder segment = new StringBuilder();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            segment.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return segment.toString().equals("**") ? "*" : segment.toString();
    }

    static String path(Random random) {
        List<String> names = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            names.add(NAMES.get(random.nextInt(NAMES.size())));
        }
        return String.join("/", names);
    }
}
