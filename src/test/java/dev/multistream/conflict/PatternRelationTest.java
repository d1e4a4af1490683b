package dev.multistream.conflict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multistream.model.RepoPath;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternRelationTest {

    @ParameterizedTest(name = "{0} {2} {1}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "src/**, src/a/*.ts, CONTAINS",
                "src/a/*.ts, src/**, CONTAINED",
                "src/**, src/, EQUAL",
                "src/**, src, CONTAINED",
                "a/*, b/*, DISJOINT",
                "*.md, docs/**, DISJOINT",
                "*.md, *.txt, DISJOINT",
                "**/*.md, docs/**, MAYBE_OVERLAP",
                "a*, *b, MAYBE_OVERLAP",
                "*, **, CONTAINED",
                "**, **/*, EQUAL",
                "**/**, **, EQUAL",
                "**/a/**, a/**/b, CONTAINS",
                "a/**/b, a/b, CONTAINS",
                "**/a/**, b/**/b, MAYBE_OVERLAP",
                "a/**/*b, a/*b, CONTAINS",
                "[a-c], b, MAYBE_OVERLAP",
                "[a-c]*, b*, CONTAINS",
                "[!a]*, b*, CONTAINS",
                "[!a]*, a*, DISJOINT",
                "?, ??, DISJOINT",
                "\"{a,b}/*\", \"{b,a}/*\", EQUAL",
                "\"{a,b}/*\", \"b/*\", CONTAINS",
                "a, A, DISJOINT",
                "a/*, a/*/*, DISJOINT",
                "a, a/b, CONTAINS",
                "src, srcs, DISJOINT",
            })
    void two_patterns_lie_to_each_other_as_their_paths_do(String first, String second, PatternRelation relation) {
        assertThat(PatternRelation.between(Glob.parse(first), Glob.parse(second)))
                .isEqualTo(relation);
    }

    @Test
    void lists_are_compared_with_what_they_take_away() {
        GlobSet src = GlobSet.of(List.of("src/**", "!src/gen/**"));
        assertThat(PatternRelation.between(src, GlobSet.of(List.of("src/gen/x"))))
                .isEqualTo(PatternRelation.DISJOINT);
        assertThat(PatternRelation.between(src, GlobSet.of(List.of("src/**")))).isEqualTo(PatternRelation.CONTAINED);
        assertThat(PatternRelation.between(src, GlobSet.of(List.of("src/a")))).isEqualTo(PatternRelation.CONTAINS);
        assertThat(PatternRelation.between(src, GlobSet.of(List.of()))).isEqualTo(PatternRelation.DISJOINT);
    }

    @Test
    void claims_are_never_contradicted_by_matching() {
        int decided = 0;
        for (int seed = 0; seed < 1500; seed++) {
            Random random = new Random(seed);
            Glob.Case letters = random.nextBoolean() ? Glob.Case.SENSITIVE : Glob.Case.INSENSITIVE;
            Glob first = Glob.parse(Patterns.pattern(random), letters);
            Glob second = Glob.parse(Patterns.pattern(random), letters);
            PatternRelation relation = PatternRelation.between(first, second);
            decided += relation == PatternRelation.MAYBE_OVERLAP ? 0 : 1;
            assertThat(PatternRelation.between(second, first)).isEqualTo(mirrored(relation));
            for (int i = 0; i < 60; i++) {
                RepoPath path = new RepoPath(Patterns.path(random));
                assertThat(allows(relation, first.matches(path), second.matches(path)))
                        .as("seed %d: '%s' %s '%s' on '%s'", seed, first, relation, second, path)
                        .isTrue();
            }
        }
        assertThat(decided).isGreaterThan(500);
    }

    private static boolean allows(PatternRelation relation, boolean in1, boolean in2) {
        return switch (relation) {
            case EQUAL -> in1 == in2;
            case CONTAINS -> in1 || !in2;
            case CONTAINED -> in2 || !in1;
            case DISJOINT -> !(in1 && in2);
            case MAYBE_OVERLAP -> true;
        };
    }

    private static PatternRelation mirrored(PatternRelation relation) {
        return switch (relation) {
            case CONTAINS -> PatternRelation.CONTAINED;
            case CONTAINED -> PatternRelation.CONTAINS;
            case EQUAL, DISJOINT, MAYBE_OVERLAP -> relation;
        };
    }

    @Test
    void a_pattern_too_wild_to_be_followed_is_said_to_overlap_perhaps() {
        Glob wild = Glob.parse("*a" + "?".repeat(40));
        Glob other = Glob.parse("*b" + "?".repeat(39));
        assertThat(PatternRelation.between(wild, other)).isEqualTo(PatternRelation.MAYBE_OVERLAP);
        assertThat(PatternRelation.between(wild, wild)).isEqualTo(PatternRelation.MAYBE_OVERLAP);
    }

    @Test
    void patterns_that_differ_about_case_are_not_compared() {
        Glob sensitive = Glob.parse("a");
        Glob insensitive = Glob.parse("A", Glob.Case.INSENSITIVE);
        assertThatThrownBy(() -> PatternRelation.between(sensitive, insensitive))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(PatternRelation.between(insensitive, Glob.parse("a", Glob.Case.INSENSITIVE)))
                .isEqualTo(PatternRelation.EQUAL);
        assertThat(PatternRelation.between(
                        Glob.parse("[A-C]*", Glob.Case.INSENSITIVE), Glob.parse("b*", Glob.Case.INSENSITIVE)))
                .isEqualTo(PatternRelation.CONTAINS);
    }
}
