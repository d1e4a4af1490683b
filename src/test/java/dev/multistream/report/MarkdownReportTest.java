package dev.multistream.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.testing.Golden;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MarkdownReportTest {
    static Stream<String> names() {
        return Fixtures.names();
    }

    @Test
    void hostile_text_is_neither_markup_nor_a_mention_nor_a_command() {
        String text = render("hostile");

        assertThat(text).doesNotContain("\u001b", "\u202e");
        assertThat(outsideCode(text)).doesNotContain("<script", "<img", "<!--", "@everyone", "[click](");
        assertThat(text.lines()).noneMatch(line -> line.stripLeading().startsWith("::") || line.startsWith("##["));
        assertThat(text.length()).isLessThan(60_000);
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_row_of_a_table_has_as_many_cells_as_its_head(String name) {
        int columns = 0;
        for (String line : render(name).lines().toList()) {
            int cells = line.startsWith("|") ? line.replace("\\|", "").split("\\|", -1).length : 0;
            if (cells > 0 && columns > 0) {
                assertThat(cells).as(line).isEqualTo(columns);
            }
            columns = cells;
        }
    }

    @Test
    void a_fence_is_longer_than_any_in_the_text() {
        assertThat(new Markdown().block("", "", "a\n````\nb").finish()).isEqualTo("`````\na\n````\nb\n`````\n");
    }

    @Test
    void a_backtick_cannot_end_a_code_span() {
        assertThat(Markdown.code("a`b``c")).isEqualTo("`` a`b` `c ``");
    }

    @Test
    void the_report_of_a_conflict_reads_as_pinned() {
        Golden.assertSame("report/conflict.md", render("conflict"));
    }

    private static String render(String name) {
        return new MarkdownReport(Fixtures.model(name), Fixtures.ZONE).render();
    }

    private static String outsideCode(String text) {
        return text.replaceAll("(?s)(`{3,})[a-z]*\n.*?\n\\1", "").replaceAll("``.*?``|`[^`\n]*`", "");
    }
}
