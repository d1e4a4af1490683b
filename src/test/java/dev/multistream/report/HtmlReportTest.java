package dev.multistream.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.testing.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlReportTest {
    private static final Pattern LINK = Pattern.compile(" (?:href|src|srcset)=\"([^\"]*)\"");

    static Stream<String> names() {
        return Fixtures.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void pages_hold_to_the_policy_of_jenkins(String name) {
        pages(name)
                .forEach((file, page) -> assertThat(page)
                        .as(file)
                        .doesNotContainIgnoringCase("<script")
                        .doesNotContainIgnoringCase("<style")
                        .doesNotContainIgnoringCase("<iframe")
                        .doesNotContainPattern("(?i)<[a-z][^>]*\\s(style|on[a-z]+)=")
                        .doesNotContainPattern("(?i)(href|src|srcset)=\"\\s*[a-z][a-z0-9+.-]*:")
                        .doesNotContainPattern("(href|src|srcset)=\"//")
                        .doesNotContain("@import"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_link_leads_to_a_file_of_the_report_or_to_a_log(String name) {
        Map<String, String> files = files(name);
        pages(name).forEach((file, page) -> {
            String ids = String.join(" ", matches(Pattern.compile(" id=\"([^\"]*)\""), page));
            for (String link : matches(LINK, page)) {
                String target = link.startsWith("../../") ? link.substring(6) : link;
                if (link.startsWith("#")) {
                    assertThat(ids).as(file + " " + link).contains(link.substring(1));
                } else if (!target.startsWith("../runs/")) {
                    assertThat(files).as(file + " " + link).containsKey(target);
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("names")
    void pages_are_made_for_all_readers(String name) {
        pages(name).forEach((file, page) -> {
            assertThat(matches(Pattern.compile("(<h1)"), page)).as(file).hasSize(1);
            assertThat(page).contains("<html lang=\"en\">", "name=\"viewport\"");
            assertThat(matches(Pattern.compile("(<table)"), page))
                    .as(file + " captions")
                    .hasSameSizeAs(matches(Pattern.compile("(<caption)"), page));
            assertThat(matches(Pattern.compile("<img(?![^>]*alt=\"[^\"]+\")([^>]*)"), page))
                    .as(file)
                    .isEmpty();
            assertThat(matches(Pattern.compile("class=\"pill[^>]*>(?:<span[^>]*>[^<]*</span>)?+(<)"), page))
                    .as(file + " status without a word")
                    .isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("names")
    void elements_are_closed_in_order(String name) {
        files(name).forEach((file, text) -> {
            if (file.endsWith(".html") || file.endsWith(".svg")) {
                List<String> open = new ArrayList<>();
                for (MatchResult tag : Pattern.compile("<(/?)([a-zA-Z0-9]+)[^>]*>")
                        .matcher(text)
                        .results()
                        .toList()) {
                    if (tag.group(1).isEmpty()) {
                        if (!List.of("meta", "link", "img", "br", "source").contains(tag.group(2))) {
                            open.add(tag.group(2));
                        }
                    } else {
                        assertThat(open.remove(open.size() - 1)).as(file).isEqualTo(tag.group(2));
                    }
                }
                assertThat(open).as(file).isEmpty();
            }
        });
    }

    @Test
    void hostile_text_stays_text_and_is_bounded() {
        pages("hostile").forEach((file, page) -> {
            assertThat(page).as(file).doesNotContain("\u202e", "\u001b", "<img src=x");
            assertThat(page.length()).as(file).isLessThan(120_000);
        });
        assertThat(pages("hostile").get("index.html")).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    @Test
    void the_first_screen_says_what_was_published_left_out_and_what_to_do() {
        String page = pages("conflict").get("index.html");
        String verdict = page.substring(page.indexOf("<section"), page.indexOf("</section>"));

        assertThat(verdict)
                .contains("Stream dashboard conflicts with the others; auth, perf were published.")
                .contains("main</strong> from", "Left out", "dashboard</strong> of integrate", "To do now")
                .contains("<pre class=\"command\">git -C /srv/vibetrees/.worktrees/dashboard merge main</pre>");
    }

    @Test
    void a_resolved_conflict_shows_its_three_sides_and_the_rule() {
        assertThat(pages("conflict-resolved").get("checkpoints/integrate/index.html"))
                .contains(
                        "resolved: union", "resolved: regenerate", "Common base", "app.post(&#39;/login&#39;, login);");
    }

    @Test
    void a_review_says_who_when_and_which_commit() {
        assertThat(pages("rolled-back").get("checkpoints/integrate/index.html"))
                .contains(
                        "Approved by",
                        "alice (os)",
                        "2026-11-21 10:41:00 +01:00",
                        "“Looks right.”",
                        "undone by alice (os)");
    }

    @Test
    void the_pages_of_a_conflict_read_as_pinned() {
        Golden.assertSame("report/conflict.index.html", pages("conflict").get("index.html"));
        Golden.assertSame("report/conflict.checkpoint.html", pages("conflict").get("checkpoints/integrate/index.html"));
    }

    private static Map<String, String> files(String name) {
        return new ReportFiles(Fixtures.ZONE, Fixtures.LOGS, JUnitXmlReport.Dialect.HARNESS)
                .render(Fixtures.model(name));
    }

    private static Map<String, String> pages(String name) {
        Map<String, String> pages = files(name);
        pages.keySet().removeIf(file -> !file.endsWith(".html"));
        assertThat(pages).containsKeys("index.html", "checkpoints/integrate/index.html");
        return pages;
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1)).toList();
    }
}
