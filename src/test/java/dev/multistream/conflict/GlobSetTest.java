package dev.multistream.conflict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multistream.model.RepoPath;
import java.util.List;
import org.junit.jupiter.api.Test;

class GlobSetTest {
    private final GlobSet set = GlobSet.of(List.of("src/**", "!src/gen/**", "src/gen/keep", "docs/*"));

    @Test
    void the_last_pattern_that_matches_decides() {
        assertThat(set.deciding(new RepoPath("src/a"))).contains("src/**");
        assertThat(set.deciding(new RepoPath("src/gen/a"))).isEmpty();
        assertThat(set.deciding(new RepoPath("src/gen/keep"))).contains("src/gen/keep");
        assertThat(set.deciding(new RepoPath("other"))).isEmpty();
        assertThat(set.matches(new RepoPath("docs/a"))).isTrue();
        assertThat(set.matches(new RepoPath("src/gen/a"))).isFalse();
    }

    @Test
    void an_empty_list_matches_nothing() {
        assertThat(GlobSet.of(List.of()).isEmpty()).isTrue();
        assertThat(GlobSet.of(List.of()).matches(new RepoPath("a"))).isFalse();
        assertThat(set.isEmpty()).isFalse();
    }

    @Test
    void a_walk_is_led_by_the_patterns_that_add() {
        assertThat(set.mayMatchBelow("src/gen")).isTrue();
        assertThat(set.mayMatchBelow("docs/deep")).isFalse();
        assertThat(GlobSet.of(List.of("a", "!b/**")).mayMatchBelow("b")).isFalse();
    }

    @Test
    void taking_away_from_nothing_is_a_problem() {
        assertThat(GlobSet.problemOf("!a", true))
                .contains("'!' takes away from the patterns before it, and there are none;"
                        + " write '\\!' for a name that begins with it");
        assertThat(GlobSet.problemOf("!a", false)).isEmpty();
        assertThat(GlobSet.problemOf("a", true)).isEmpty();
        assertThat(GlobSet.problemOf("!..", false)).isPresent();
        assertThat(GlobSet.problemOf("..", true)).isPresent();
        assertThatThrownBy(() -> GlobSet.of(List.of("a["))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void case_is_ignored_where_asked_for() {
        assertThat(GlobSet.of(List.of("A", "!a/B"), Glob.Case.INSENSITIVE).matches(new RepoPath("a/c")))
                .isTrue();
        assertThat(GlobSet.of(List.of("A", "!a/B"), Glob.Case.INSENSITIVE).matches(new RepoPath("a/b")))
                .isFalse();
    }
}
