package dev.multistream.conflict;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All paths at once, as two sets of globs see them: the states that both automata can be in together.
 *
 * <p>Walks the product of the two determinized automata, over one code point for each class of code points that no
 * glob tells apart. Complete when the walk ends by itself; given up after {@link #MOST} states.
 */
final class PathSpace {
    private static final int MOST = 4000;

    private final GlobSet first;
    private final GlobSet second;
    private final int[] alphabet;
    private final Set<State> seen = new HashSet<>();
    private final Deque<State> open = new ArrayDeque<>();
    private boolean inBoth;
    private boolean onlyInFirst;
    private boolean onlyInSecond;

    /** Where the automata are after some beginning of a path; {@code fresh} at the beginning of a name. */
    private record State(List<BitSet> first, List<BitSet> second, boolean fresh) {
        boolean isDead() {
            return Stream.concat(first.stream(), second.stream()).allMatch(BitSet::isEmpty);
        }
    }

    PathSpace(GlobSet first, GlobSet second) {
        this.first = first;
        this.second = second;
        this.alphabet = alphabet(Stream.concat(first.entries().stream(), second.entries().stream())
                .map(GlobSet.Entry::glob)
                .toList());
    }

    PatternRelation relation() {
        visit(new State(starts(first), starts(second), true));
        while (!open.isEmpty()) {
            boolean nothingNewToFind = inBoth && onlyInFirst && onlyInSecond;
            if (nothingNewToFind || seen.size() > MOST) {
                return PatternRelation.MAYBE_OVERLAP;
            }
            expand(open.removeFirst());
        }
        return PatternRelation.of(inBoth, onlyInFirst, onlyInSecond);
    }

    private void expand(State state) {
        for (int c : alphabet) {
            // A path has no empty names in it.
            if (c != '/' || !state.fresh) {
                visit(new State(step(first, state.first, c), step(second, state.second, c), c == '/'));
            }
        }
    }

    private void visit(State state) {
        if (state.isDead() || !seen.add(state)) {
            return;
        }
        open.addLast(state);
        if (!state.fresh) {
            boolean in1 = isIn(first, state.first);
            boolean in2 = isIn(second, state.second);
            inBoth |= in1 && in2;
            onlyInFirst |= in1 && !in2;
            onlyInSecond |= in2 && !in1;
        }
    }

    private static List<BitSet> starts(GlobSet set) {
        return set.entries().stream()
                .map(entry -> entry.glob().automaton().start())
                .toList();
    }

    private static List<BitSet> step(GlobSet set, List<BitSet> states, int c) {
        List<BitSet> next = new ArrayList<>(states.size());
        for (int i = 0; i < states.size(); i++) {
            next.add(set.entries().get(i).glob().automaton().step(states.get(i), c));
        }
        return next;
    }

    private static boolean isIn(GlobSet set, List<BitSet> states) {
        for (int i = states.size() - 1; i >= 0; i--) {
            GlobSet.Entry entry = set.entries().get(i);
            if (entry.glob().automaton().isMatch(states.get(i))) {
                return !entry.takesAway();
            }
        }
        return false;
    }

    /** One code point out of each class that all globs treat alike. */
    private static int[] alphabet(List<Glob> globs) {
        TreeSet<Integer> edges = new TreeSet<>(List.of(1, (int) '/', '/' + 1));
        globs.forEach(glob -> glob.automaton().edges(edges::add));
        boolean fold = isFolded(globs);
        List<Integer> alphabet = new ArrayList<>();
        for (int edge : edges) {
            Integer next = edges.higher(edge);
            int end = next == null ? Character.MAX_CODE_POINT + 1 : next;
            for (int c = edge; c < end; c++) {
                if (!fold || CharSet.fold(c) == c) {
                    alphabet.add(c);
                    break;
                }
            }
        }
        return alphabet.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean isFolded(List<Glob> globs) {
        boolean folded = globs.stream().anyMatch(glob -> glob.letters() == Glob.Case.INSENSITIVE);
        if (folded && globs.stream().anyMatch(glob -> glob.letters() == Glob.Case.SENSITIVE)) {
            throw new IllegalArgumentException("patterns that differ about case cannot be compared");
        }
        return folded;
    }
}
