package dev.multistream.config;

import dev.multistream.config.Declared.Item;
import dev.multistream.conflict.Glob;
import dev.multistream.conflict.GlobSet;
import dev.multistream.conflict.PatternRelation;
import dev.multistream.model.RepoPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that no file can belong to two streams. */
final class OwnershipCheck {
    // What comparing two patterns costs grows with both lengths and steeply with wildcards; this is some thousand pairs
    // of usual ones.
    private static final long MOST_WORK = 400_000;
    private static final int MOST_WARNINGS = 20;

    private final Declared declared;
    private final Optional<List<RepoPath>> baseTree;
    private final Reading reading;
    private long work;
    private int warnings;

    OwnershipCheck(Declared declared, Optional<List<RepoPath>> baseTree, Reading reading) {
        this.declared = declared;
        this.baseTree = baseTree;
        this.reading = reading;
    }

    /** What one stream owns. */
    private record Owner(String stream, List<Found<String>> patterns, GlobSet set) {
        boolean takesAway() {
            return patterns.stream().anyMatch(pattern -> pattern.value().startsWith("!"));
        }
    }

    void check() {
        List<Owner> owners = new ArrayList<>();
        for (Item stream : declared.streamItems()) {
            List<Found<String>> patterns = stream.items(StreamLanguage.OWNS);
            if (!patterns.isEmpty()) {
                owners.add(new Owner(
                        stream.name(),
                        patterns,
                        GlobSet.of(patterns.stream().map(Found::value).toList())));
            }
        }
        for (int i = 0; i < owners.size(); i++) {
            for (int j = 0; j < i; j++) {
                pair(owners.get(j), owners.get(i));
            }
        }
        if (work > MOST_WORK) {
            reading.warn(
                    Where.START,
                    "owns.many",
                    "there are too many `owns` patterns to compare them all",
                    "fewer and wider patterns are easier to keep apart");
        }
        baseTree.ifPresent(tree -> nothing(owners, tree));
    }

    private void pair(Owner first, Owner second) {
        Optional<RepoPath> both = baseTree.flatMap(tree -> tree.stream()
                .filter(path -> first.set().matches(path) && second.set().matches(path))
                .findFirst());
        if (both.isPresent()) {
            String path = both.get().value();
            overlap(first, matching(first, path), second, matching(second, path), "both match '" + path + "'");
        } else if (first.takesAway() || second.takesAway()) {
            PatternRelation relation = afford(first.patterns(), second.patterns())
                    ? PatternRelation.between(first.set(), second.set())
                    : PatternRelation.DISJOINT;
            judge(first, first.patterns().get(0), second, second.patterns().get(0), relation);
        } else {
            patterns(first, second);
        }
    }

    private void patterns(Owner first, Owner second) {
        for (Found<String> one : first.patterns()) {
            for (Found<String> other : second.patterns()) {
                if (!areApart(one.value(), other.value()) && afford(List.of(one), List.of(other))) {
                    judge(
                            first,
                            one,
                            second,
                            other,
                            PatternRelation.between(Glob.parse(one.value()), Glob.parse(other.value())));
                }
            }
        }
    }

    /** Whether the beginnings without wildcards already differ: cheap, and true for most pairs. */
    private static boolean areApart(String one, String other) {
        String first = literalStart(one);
        String second = literalStart(other);
        return !first.startsWith(second) && !second.startsWith(first);
    }

    private static String literalStart(String pattern) {
        int start = pattern.startsWith("/") ? 1 : 0;
        int end = start;
        while (end < pattern.length() && "*?[{\\".indexOf(pattern.charAt(end)) < 0) {
            end++;
        }
        return pattern.substring(start, end);
    }

    private boolean afford(List<Found<String>> one, List<Found<String>> other) {
        long length = one.stream().mapToLong(glob -> glob.value().length()).sum()
                + other.stream().mapToLong(glob -> glob.value().length()).sum();
        work += length * wildcards(one) * wildcards(other);
        return work <= MOST_WORK;
    }

    private static long wildcards(List<Found<String>> patterns) {
        return 1
                + patterns.stream()
                        .mapToLong(glob -> glob.value()
                                .chars()
                                .filter(c -> c == '*' || c == '{')
                                .count())
                        .sum();
    }

    private static Found<String> matching(Owner owner, String path) {
        return owner.patterns().stream()
                .filter(pattern -> !pattern.value().startsWith("!")
                        && Glob.parse(pattern.value()).matches(path))
                .findFirst()
                .orElse(owner.patterns().get(0));
    }

    private void judge(Owner first, Found<String> one, Owner second, Found<String> other, PatternRelation relation) {
        switch (relation) {
            case DISJOINT -> {
                // nothing to say
            }
            case EQUAL -> overlap(first, one, second, other, "they match the same files");
            case CONTAINS -> overlap(first, one, second, other, "the first contains the second");
            case CONTAINED -> overlap(first, one, second, other, "the second contains the first");
            case MAYBE_OVERLAP -> {
                if (baseTree.isEmpty() && warnings++ < MOST_WARNINGS) {
                    reading.warn(
                            other.where(),
                            "owns.maybe-overlap",
                            who(second, other) + " and " + who(first, one) + " may match the same file",
                            "make them narrower, or put what both change into `shares`");
                }
            }
        }
    }

    private void overlap(Owner first, Found<String> one, Owner second, Found<String> other, String how) {
        reading.error(
                other.where(),
                "owns.overlap",
                who(first, one) + " (line " + one.where().at().line() + ") and " + who(second, other) + " overlap: "
                        + how,
                "put what both change into `shares` of both");
    }

    private static String who(Owner owner, Found<String> pattern) {
        return "'" + pattern.value() + "' of stream '" + owner.stream() + "'";
    }

    private void nothing(List<Owner> owners, List<RepoPath> tree) {
        for (Owner owner : owners) {
            for (Found<String> pattern : owner.patterns()) {
                String text = pattern.value();
                Glob glob = Glob.parse(text.startsWith("!") ? text.substring(1) : text);
                if (tree.stream().noneMatch(glob::matches)) {
                    reading.warn(
                            pattern.where(),
                            "owns.nothing",
                            who(owner, pattern) + " matches no file of the base",
                            "right for new files; patterns begin at the root of the repository");
                }
            }
        }
    }
}
