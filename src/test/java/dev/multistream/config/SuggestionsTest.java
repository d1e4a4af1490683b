package dev.multistream.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
    @Test
    void the_nearest_name_is_suggested() {
        assertThat(Suggestions.closest("cluade", List.of("codex", "claude", "clown")))
                .contains("claude");
        assertThat(Suggestions.closest("BRANCH", List.of("branch"))).contains("branch");
        assertThat(Suggestions.closest("on_conflict", List.of("on-conflict"))).contains("on-conflict");
        assertThat(Suggestions.closest("gate", List.of("gates", "date"))).contains("gates");
    }

    @Test
    void nothing_is_suggested_where_all_is_far() {
        assertThat(Suggestions.closest("zebra", List.of("claude", "codex"))).isEmpty();
        assertThat(Suggestions.closest("a", List.of("b"))).isEmpty();
        assertThat(Suggestions.closest("", List.of("b"))).isEmpty();
        assertThat(Suggestions.closest("x".repeat(1000), List.of("x".repeat(1001))))
                .isEmpty();
    }

    @Test
    void a_swap_of_neighbours_is_one_step() {
        assertThat(Suggestions.distance("unti", "unit")).isEqualTo(1);
        assertThat(Suggestions.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
    }
}
