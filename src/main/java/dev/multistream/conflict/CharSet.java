package dev.multistream.conflict;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A set of code points, never with the slash in it: what one position of a glob takes.
 *
 * @param ranges pairs of first and last, both inclusive, in any order
 * @param negated whether the set is everything outside the ranges
 */
record CharSet(List<Range> ranges, boolean negated) {
    /** Everything but the slash. */
    static final CharSet ANY = new CharSet(List.of(), true);

    /** A run of code points, both ends included. */
    record Range(int first, int last) {}

    CharSet {
        ranges = List.copyOf(ranges);
    }

    static CharSet of(int codePoint) {
        return new CharSet(List.of(new Range(codePoint, codePoint)), false);
    }

    boolean has(int codePoint) {
        return codePoint != '/' && isInRanges(codePoint) != negated;
    }

    private boolean isInRanges(int codePoint) {
        for (Range range : ranges) {
            if (codePoint >= range.first && codePoint <= range.last) {
                return true;
            }
        }
        return false;
    }

    /** Tells every code point at which the answer of {@link #has} may differ from the one before it. */
    void edges(IntConsumer edge) {
        for (Range range : ranges) {
            edge.accept(range.first);
            edge.accept(range.last + 1);
        }
    }

    /** The same set for code points that went through {@link #fold}. */
    CharSet folded() {
        List<Range> folded = new ArrayList<>();
        for (Range range : ranges) {
            int first = fold(range.first);
            int last = first;
            for (int c = range.first + 1; c <= range.last; c++) {
                int f = fold(c);
                if (f == last + 1) {
                    last = f;
                } else if (f < first || f > last) {
                    folded.add(new Range(first, last));
                    first = f;
                    last = f;
                }
            }
            folded.add(new Range(first, last));
        }
        return new CharSet(folded, negated);
    }

    /** One code point for all cases of a letter. */
    static int fold(int codePoint) {
        return Character.toLowerCase(Character.toUpperCase(codePoint));
    }
}
