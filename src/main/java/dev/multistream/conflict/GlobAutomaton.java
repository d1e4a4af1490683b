package dev.multistream.conflict;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A glob as a nondeterministic automaton over code points.
 *
 * <p>A state is the set of positions that are active; feeding a code point costs at most the number of positions, so a
 * match is linear in the path whatever the pattern. Every position can still reach the end, so a state that is not
 * empty can be completed to a match.
 */
final class GlobAutomaton {
    /** What a position does with a code point. */
    private enum Kind {
        /** Takes one of its set. */
        ONE,
        /** Takes exactly the slash. */
        SLASH,
        /** Takes any number of anything but the slash. */
        STAR,
        /** Takes any number of anything. */
        REST,
        /** Before zero or more whole directories; followed by {@link #IN_DIRECTORIES}. */
        DIRECTORIES,
        /** Inside those directories. */
        IN_DIRECTORIES,
        /** The end of one alternative. */
        END
    }

    private record Position(Kind kind, CharSet set) {}

    private final List<Position> positions = new ArrayList<>();
    private final BitSet start = new BitSet();
    private final BitSet ends = new BitSet();
    private final List<Integer> starts = new ArrayList<>();

    /** Begins one more alternative. */
    void beginAlternative() {
        starts.add(positions.size());
    }

    void one(CharSet set) {
        add(Kind.ONE, set);
    }

    void slash() {
        add(Kind.SLASH, CharSet.ANY);
    }

    void star() {
        add(Kind.STAR, CharSet.ANY);
    }

    /** Zero or more whole directories with their slashes. */
    void directories() {
        add(Kind.DIRECTORIES, CharSet.ANY);
        add(Kind.IN_DIRECTORIES, CharSet.ANY);
    }

    /** One or more code points of any kind, in valid paths: everything below here. */
    void everything() {
        add(Kind.ONE, CharSet.ANY);
        add(Kind.REST, CharSet.ANY);
    }

    /** A second end here, and everything below what was matched so far. */
    void orBelow() {
        ends.set(positions.size());
        slash();
        everything();
    }

    void endAlternative() {
        ends.set(positions.size());
        add(Kind.END, CharSet.ANY);
    }

    /** To be called once, after the last alternative. */
    void finish() {
        starts.forEach(position -> enter(start, position));
    }

    private void add(Kind kind, CharSet set) {
        positions.add(new Position(kind, set));
    }

    /** The state before the first code point. */
    BitSet start() {
        return (BitSet) start.clone();
    }

    boolean isMatch(BitSet state) {
        return state.intersects(ends);
    }

    /** The state after one more code point. */
    BitSet step(BitSet state, int codePoint) {
        BitSet next = new BitSet(positions.size());
        for (int at = state.nextSetBit(0); at >= 0; at = state.nextSetBit(at + 1)) {
            step(next, at, codePoint);
        }
        return next;
    }

    private void step(BitSet next, int at, int codePoint) {
        Position position = positions.get(at);
        boolean slash = codePoint == '/';
        switch (position.kind) {
            case ONE -> enterIf(position.set.has(codePoint), next, at + 1);
            case SLASH -> enterIf(slash, next, at + 1);
            case STAR -> enterIf(!slash, next, at);
            case REST -> enter(next, at);
            case DIRECTORIES -> enterIf(!slash, next, at + 1);
            case IN_DIRECTORIES -> {
                enter(next, at);
                enterIf(slash, next, at + 1);
            }
            case END -> {
                // Nothing follows the end.
            }
        }
    }

    private void enterIf(boolean taken, BitSet state, int position) {
        if (taken) {
            enter(state, position);
        }
    }

    /** Activates a position and those that are reached from it without a code point. */
    private void enter(BitSet state, int position) {
        int at = position;
        while (!state.get(at)) {
            state.set(at);
            Kind kind = positions.get(at).kind;
            if (kind == Kind.STAR || kind == Kind.REST) {
                at = at + 1;
            } else if (kind == Kind.DIRECTORIES) {
                at = at + 2;
            }
        }
    }

    /** Tells every code point at which the automaton may behave differently from the one before it. */
    void edges(IntConsumer edge) {
        for (Position position : positions) {
            position.set.edges(edge);
        }
    }
}
