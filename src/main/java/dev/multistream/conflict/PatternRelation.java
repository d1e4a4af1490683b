package dev.multistream.conflict;

/**
 * How the paths that one pattern matches lie to those of another.
 *
 * <p>All but {@link #MAYBE_OVERLAP} are proven for every path that there can be.
 */
public enum PatternRelation {
    /** Both match the same paths. */
    EQUAL,
    /** The first matches all that the second matches, and more. */
    CONTAINS,
    /** The second matches all that the first matches, and more. */
    CONTAINED,
    /** No path is matched by both. */
    DISJOINT,
    /** Some paths are matched by both, or it could not be told. */
    MAYBE_OVERLAP;

    /** How two patterns lie to each other. Both must agree about case. */
    public static PatternRelation between(Glob first, Glob second) {
        return between(GlobSet.of(first), GlobSet.of(second));
    }

    /** How two lists of patterns lie to each other. All must agree about case. */
    public static PatternRelation between(GlobSet first, GlobSet second) {
        return new PathSpace(first, second).relation();
    }

    /** The relation that holds when these kinds of path were found, and no others exist. */
    static PatternRelation of(boolean inBoth, boolean onlyInFirst, boolean onlyInSecond) {
        if (!inBoth) {
            return DISJOINT;
        }
        if (onlyInFirst) {
            return onlyInSecond ? MAYBE_OVERLAP : CONTAINS;
        }
        return onlyInSecond ? CONTAINED : EQUAL;
    }
}
