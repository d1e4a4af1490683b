package dev.multistream.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.model.Place;
import dev.multistream.model.Problem;
import dev.multistream.model.Problem.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemPrinterTest {
    private static final ProblemPrinter PLAIN = new ProblemPrinter(80, false);

    private static Problem at(int column, String excerpt) {
        return new Problem(
                Severity.ERROR,
                Optional.of(new Place("harness.yaml", 12, column)),
                "a.b",
                "key.unknown",
                "what is wrong",
                Optional.of("what to do"),
                Optional.of(excerpt));
    }

    @Test
    void a_problem_is_place_message_line_caret_and_hint() {
        assertThat(PLAIN.lines(at(5, "    brnch: x")))
                .containsExactly(
                        "harness.yaml:12:5: error: what is wrong [key.unknown]",
                        "      brnch: x",
                        "      ^",
                        "  hint: what to do");
    }

    @Test
    void problems_are_set_apart() {
        Problem bare = Problem.error("x.y", "bad", Optional.empty());
        assertThat(PLAIN.lines(List.of(bare, bare))).containsExactly("error: bad [x.y]", "", "error: bad [x.y]");
    }

    @Test
    void the_caret_stands_under_its_character_behind_tabs() {
        assertThat(PLAIN.lines(at(4, "\ta\tb"))).contains("      a   b", "          ^");
    }

    @Test
    void the_caret_stands_under_its_character_behind_wide_and_combining_characters() {
        assertThat(PLAIN.lines(at(6, "日本e\u0301 x"))).contains("  日本e\u0301 x", "  " + " ".repeat(6) + "^");
    }

    @Test
    void the_caret_may_stand_behind_the_end_of_the_line() {
        assertThat(PLAIN.lines(at(4, "abc"))).contains("  abc", "     ^");
        assertThat(PLAIN.lines(at(99, "abc"))).contains("  abc", "     ^");
    }

    @Test
    void a_long_line_is_cut_around_the_caret() {
        String line = "a".repeat(500) + "X" + "b".repeat(500);

        List<String> lines = PLAIN.lines(at(501, line));

        assertThat(lines.get(1)).hasSizeLessThanOrEqualTo(80).startsWith("  …a").endsWith("b…");
        assertThat(lines.get(1).charAt(lines.get(2).indexOf('^'))).isEqualTo('X');
    }

    @Test
    void a_line_that_just_fits_is_not_cut() {
        String line = "x".repeat(77);
        assertThat(PLAIN.lines(at(1, line)).get(1)).isEqualTo("  " + line);
        assertThat(PLAIN.lines(at(1, line + "y")).get(1)).isEqualTo("  " + "x".repeat(76) + "…");
    }

    @Test
    void what_could_steer_a_terminal_is_made_visible() {
        Problem problem = new Problem(
                Severity.WARNING,
                Optional.of(new Place("a\u001b.yaml", 1, 3)),
                "",
                "x.y",
                "bad\n\u001b[31m \u202e\u007f\u009b",
                Optional.of("no\rthing"),
                Optional.of("\u001b]0;x\u0007"));

        assertThat(PLAIN.lines(problem))
                .containsExactly(
                        "a␛.yaml:1:3: warning: bad␊␛[31m <U+202E>␡<U+009B> [x.y]",
                        "  ␛]0;x␇",
                        "    ^",
                        "  hint: no␍thing");
    }

    @Test
    void colour_is_only_added() {
        List<String> coloured = new ProblemPrinter(80, true).lines(at(1, "x"));
        assertThat(coloured.get(0)).contains("\u001b[1;31merror\u001b[0m");
        assertThat(coloured.stream().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")))
                .containsExactlyElementsOf(PLAIN.lines(at(1, "x")));
    }
}
