package dev.multistream.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SafeTextTest {
    @Test
    void sequences_of_terminals_are_gone_whole() {
        assertThat(SafeText.clean(
                        "a\u001b[31;1mred\u001b[0m\u001b]0;title\u0007b\u001b]8;;http://x\u001b\\c\u001b(Bd\u001b"))
                .isEqualTo("aredbcd");
        assertThat(SafeText.clean("a\u009b31mb\u001bPdata\u001b\\c")).isEqualTo("abc");
    }

    @Test
    void what_xml_and_terminals_refuse_is_gone() {
        assertThat(SafeText.clean("a\u0000b\u0008c\ud800d\udc00e\ufffef\u007fg\ufeffh"))
                .isEqualTo("abcdefgh");
        assertThat(SafeText.clean("tab\tline\nend \ud83d\ude00")).isEqualTo("tab\tline\nend \ud83d\ude00");
    }

    @Test
    void line_ends_are_line_feeds() {
        assertThat(SafeText.clean("a\r\nb\rc")).isEqualTo("a\nb\nc");
    }

    @Test
    void text_that_would_read_backwards_shows_that_it_would() {
        assertThat(SafeText.clean("x\u202egnp.exe")).isEqualTo("x\ufffdgnp.exe");
    }

    @Test
    void a_line_is_one_line_and_bounded() {
        assertThat(SafeText.line("a\n\t b\r\nc", 10)).isEqualTo("a b c");
        assertThat(SafeText.line("x".repeat(1_000_000), 5)).isEqualTo("xxxx…");
        assertThat(SafeText.line("xxx\ud83d\ude00y", 5)).isEqualTo("xxx…");
    }

    @Test
    void a_cut_block_says_how_much_is_missing() {
        assertThat(SafeText.block("abcdef", 4)).isEqualTo("abcd\n… (2 more characters)");
    }

    @Test
    void durations_read_as_people_say_them() {
        assertThat(List.of(0L, 340L, 9_949L, 9_950L, 59_499L, 59_500L, 252_000L, 3_599_600L, 3_780_000L, 187_200_000L))
                .extracting(millis -> Elapsed.text(Duration.ofMillis(millis)))
                .containsExactly(
                        "0.0 s",
                        "0.3 s",
                        "9.9 s",
                        "10 s",
                        "59 s",
                        "1 min 00 s",
                        "4 min 12 s",
                        "1 h 00 min",
                        "1 h 03 min",
                        "2 d 4 h");
    }

    @Test
    void the_worst_of_the_parts_is_how_the_whole_stands() {
        assertThat(Standing.of(List.of(Standing.PASSED, Standing.FLAKY))).isEqualTo(Standing.FLAKY);
        assertThat(Standing.of(List.of(Standing.PASSED, Standing.SKIPPED))).isEqualTo(Standing.SKIPPED);
        assertThat(Standing.of(List.of(Standing.SKIPPED, Standing.FAILED, Standing.ERRORED)))
                .isEqualTo(Standing.ERRORED);
        assertThat(Standing.of(List.of(Standing.PASSED, Standing.PENDING))).isEqualTo(Standing.RUNNING);
        assertThat(Standing.of(List.of(Standing.PENDING, Standing.PENDING))).isEqualTo(Standing.PENDING);
        assertThat(Standing.of(List.<Standing>of())).isEqualTo(Standing.PENDING);
    }
}
