package dev.multistream.conflict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multistream.model.RepoPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest(name = "{0} matches {1}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "src/**/*.ts, src/a.ts",
                "src/**/*.ts, src/a/b/c.ts",
                "**/*.js, a.js",
                "**/*.js, a/b.js",
                "**, a",
                "**, a/b/c",
                "/**, a/b",
                "src/**, src/a",
                "src/**, src/a/b",
                "src/**/, src/a/b",
                "**/, a/b",
                "**/**, a",
                "README.md, README.md",
                "/README.md, README.md",
                "*.md, x.md",
                "*.md, .md",
                "docs, docs",
                "docs, docs/a",
                "docs, docs/a/b.txt",
                "docs/, docs/a/b.txt",
                "packages/*/test, packages/a/test/x.js",
                "**/logs, a/logs/b",
                "a?c, abc",
                "a?c, a😀c",
                "[a-c]x, bx",
                "[a-c]x, ax",
                "[a-c]x, cx",
                "[abc-]x, -x",
                "[!a-c]x, dx",
                "[^a-c]x, dx",
                "[]]x, ]x",
                "[!]]x, ax",
                "[\\]]x, ]x",
                "[a\\-c]x, -x",
                "[Z-\\]]x, ]x",
                "[😀-😂]x, 😁x",
                "[*?]x, *x",
                "\"{a,b}/c\", b/c",
                "\"{a,b/{c,d}}.x\", b/d.x",
                "\"a{,b}\", a",
                "\"a{,b}\", ab",
                "\"{a/**,b*}\", a/x/y",
                "\"{src,test}\", test/x",
                "\"[{,}]x\", \",x\"",
                "\"\\{a,b}\", \"{a,b}\"",
                "\"{[,}]x,b}\", \",x\"",
                "\"{[,}]x,b}\", b",
                "\"{[!}]x,b}\", ax",
                "\"{[]}]x,b}\", }x",
                "\"{[!]}]x,b}\", ax",
                "\"{[^]}]x,b}\", b",
                "\"{[\\]}]x,b}\", }x",
                "\"{a,b\\}}x\", b}x",
                "a}, a}",
                "a\\*b, a*b",
                "a\\\\b, a\\b",
                "\\!x, !x",
                "\\**x, *abx",
                "\\***x, *abx",
                "\\[id\\].tsx, [id].tsx",
                "a**b, axxb",
                "***, abc",
                "a/**/b/**/c, a/b/c",
                "a/**/b/**/c, a/x/b/y/z/c",
                "Größe ü.txt, Größe ü.txt",
                "a b/#c, a b/#c",
                "*a*b*, xxaxxbxx",
            })
    void a_pattern_matches_what_its_parts_mean(String pattern, String path) {
        assertThat(Glob.parse(pattern).matches(path)).isTrue();
    }

    @ParameterizedTest(name = "{0} does not match {1}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "src/**/*.ts, src/a.js",
                "src/**/*.ts, asrc/a.ts",
                "src/**/*.ts, src/a.ts/b",
                "**/*.js, a.jsx",
                "src/**, src",
                "src/**/, src/a",
                "**/, a",
                "README.md, docs/README.md",
                "*.md, docs/x.md",
                "*.md, x.md/y",
                "docs, docs2",
                "docs, a/docs",
                "docs/, docs",
                "src/*, src/a/b",
                "src/*, src",
                "a?c, a/c",
                "a?c, ac",
                "a?c, abbc",
                "[a-c]x, dx",
                "[a-c]x, x",
                "[!a-c]x, bx",
                "a[!b]c, a/c",
                "[!]]x, ]x",
                "[a-c]x, `x",
                "\"{a,b}/c\", c/c",
                "\"{a,b}/c\", \"{a,b}/c\"",
                "\"\\{a,b}\", a",
                "a\\*b, axb",
                "a**b, a/b",
                "a/**/c, ac",
                "a/**/c, a/xc",
                "**/c, xc",
                "README.md, readme.md",
                "*, a/b",
                "a, b",
            })
    void a_pattern_does_not_match_more_than_that(String pattern, String path) {
        assertThat(Glob.parse(pattern).matches(path)).isFalse();
    }

    @ParameterizedTest(name = "''{0}''")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\" | the pattern is empty",
                "\"  \" | the pattern is empty",
                "/ | the pattern names nothing; '**' is everything",
                "a//b | '//' matches nothing",
                "//a | '//' matches nothing",
                "../a | '..' leads out of the repository; patterns begin at its root",
                "a/../b | '..' leads out of the repository; patterns begin at its root",
                "./a | '.' matches nothing; patterns begin at the root of the repository, leave out './'",
                "C:/a | patterns begin at the root of the repository, not at a drive",
                "c:\\a | patterns begin at the root of the repository, not at a drive",
                "a[bc | '[' in 'a[bc' is never closed; write '\\[' for the character itself",
                "a[ | '[' in 'a[' is never closed; write '\\[' for the character itself",
                "a[! | '[' in 'a[!' is never closed; write '\\[' for the character itself",
                "a[] | '[' in 'a[]' is never closed; write '\\[' for the character itself",
                "a{b,c | '{' at character 2 is never closed; write '\\{' for the character itself",
                "[z-a] | the range 'z-a' runs backwards",
                "[[:digit:]] | named classes such as '[:digit:]' are not known; write '[0-9]'",
                "src\\main | '\\m' means nothing; directories are separated by '/'",
                "a\\ | '\\' at the end of a name escapes nothing",
                "[a\\ | '\\' at the end of a name escapes nothing",
                "!a | '!' takes away from a list of patterns and means nothing here;"
                        + " write '\\!' for a name that begins with it",
                "\"{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}\" | braces stand for more than 256 alternatives",
            },
            delimiter = '|')
    void a_wrong_pattern_is_told_in_words(String pattern, String problem) {
        assertThat(Glob.problemOf(pattern)).contains(problem);
        assertThatThrownBy(() -> Glob.parse(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem);
    }

    @Test
    void a_right_pattern_has_no_problem_and_256_alternatives_are_not_too_many() {
        assertThat(Glob.problemOf("src/**")).isEmpty();
        assertThat(Glob.problemOf("{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}")).isEmpty();
        assertThat(Glob.problemOf("a".repeat(1000))).isEmpty();
        assertThat(Glob.problemOf("a".repeat(1001))).contains("the pattern is longer than 1000 characters");
        assertThat(Glob.problemOf("a\0")).contains("the pattern contains a NUL character");
        assertThat(Glob.problemOf("{" + "a,".repeat(300) + "}"))
                .contains("braces stand for more than 256 alternatives");
    }

    @Test
    void case_is_ignored_only_where_asked_for() {
        Glob glob = Glob.parse("Src/[A-D]*/ÄÖ.[!x]", Glob.Case.INSENSITIVE);
        assertThat(glob.matches("sRC/bee/äÖ.Y")).isTrue();
        assertThat(glob.matches("src/Dee/ÄÖ.y")).isTrue();
        assertThat(glob.matches("src/eee/ÄÖ.y")).isFalse();
        assertThat(glob.matches("src/Dee/ÄÖ.X")).isFalse();
        assertThat(Glob.parse("[Z-a]", Glob.Case.INSENSITIVE).matches("z")).isTrue();
        assertThat(Glob.parse("[Z-a]", Glob.Case.INSENSITIVE).matches("A")).isTrue();
        assertThat(Glob.parse("[Z-a]", Glob.Case.INSENSITIVE).matches("_")).isTrue();
        assertThat(Glob.parse("[Z-a]", Glob.Case.INSENSITIVE).matches("b")).isFalse();
        assertThat(Glob.parse("Src", Glob.Case.SENSITIVE).matches("src")).isFalse();
    }

    @Test
    void a_walk_learns_which_directories_cannot_hold_a_match() {
        Glob glob = Glob.parse("target/*/TEST-*.xml");
        assertThat(glob.mayMatchBelow("target")).isTrue();
        assertThat(glob.mayMatchBelow("target/surefire-reports")).isTrue();
        assertThat(glob.mayMatchBelow("target/a/b")).isFalse();
        assertThat(glob.mayMatchBelow("src")).isFalse();
        assertThat(Glob.parse("**/x").mayMatchBelow("a/b/c")).isTrue();
        assertThat(Glob.parse("x").mayMatchBelow("x")).isTrue();
    }

    @Test
    void equality_is_by_text_and_case() {
        assertThat(Glob.parse("a"))
                .isEqualTo(Glob.parse("a"))
                .hasSameHashCodeAs(Glob.parse("a"))
                .hasToString("a");
        assertThat(Glob.parse("a")).isNotEqualTo(Glob.parse("/a"));
        assertThat(Glob.parse("a")).isNotEqualTo(Glob.parse("a", Glob.Case.INSENSITIVE));
        assertThat(Glob.parse("a").source()).isEqualTo("a");
        assertThat(Glob.parse("a").matches(new RepoPath("a"))).isTrue();
    }

    @Test
    void no_pattern_makes_matching_explode() {
        String path = "a".repeat(2000) + "/" + "a/".repeat(500) + "b";
        for (String nasty : List.of(
                "*a".repeat(200) + "*c",
                "**/*a*/".repeat(60) + "c",
                "**/".repeat(300) + "c",
                "{a*,*a}{a*,*a}{a*,*a}{a*,*a}{a*,*a}{a*,*a}{a*,*a}c",
                "?*".repeat(300) + "c")) {
            Glob glob = Glob.parse(nasty);
            // A backtracking matcher would not come back in the lifetime of this machine.
            assertThat(org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                            Duration.ofSeconds(60), () -> glob.matches(path)))
                    .as(nasty)
                    .isFalse();
        }
    }

    /** The oracle: a translation to a regular expression, which may backtrack but is simple. */
    @Test
    void random_patterns_match_as_their_translation_to_a_regular_expression_does() {
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            String pattern = Patterns.pattern(random);
            Glob glob = Glob.parse(pattern);
            Pattern oracle = Pattern.compile(regex(pattern), Pattern.DOTALL);
            for (int i = 0; i < 40; i++) {
                String path = Patterns.path(random);
                assertThat(glob.matches(path))
                        .as("seed %d: '%s' on '%s'", seed, pattern, path)
                        .isEqualTo(oracle.matcher(path).matches());
            }
        }
    }

    private static String regex(String pattern) {
        List<String> segments = new ArrayList<>(List.of(pattern.split("/")));
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean last = i == segments.size() - 1;
            if (segment.equals("**")) {
                regex.append(last ? ".+" : "(?:.+/)?");
            } else {
                regex.append(segment.replace(".", "\\.")
                        .replace("?", "[^/]")
                        .replace("[!", "[^/")
                        .replaceAll("\\*+", "[^/]*"));
                regex.append(last ? "" : "/");
            }
        }
        String end = segments.get(segments.size() - 1);
        if (pattern.endsWith("/")) {
            regex.append("/.+");
        } else if (!end.contains("*") && !end.contains("?") && !end.contains("[")) {
            regex.append("(?:/.+)?");
        }
        return regex.toString();
    }
}
