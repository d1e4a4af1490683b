package dev.multistream.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "999, 999 ms",
        "1000, 1.0 s",
        "9999, 9.9 s",
        "10000, 10 s",
        "59999, 59 s",
        "60000, 1 min",
        "200000, 3 min 20 s",
        "3600000, 1 h",
        "7500000, 2 h 5 min"
    })
    void durations_are_said_in_two_units_at_most(long millis, String words) {
        assertThat(Wording.duration(Duration.ofMillis(millis))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"89.96, 89.9 %", "90, 90 %", "0.04, 0 %", "100, 100 %", "66.666, 66.6 %"})
    void percentages_are_rounded_down(double percent, String words) {
        assertThat(Wording.percent(percent)).isEqualTo(words);
    }

    @Test
    void limits_are_said_as_written() {
        assertThat(Wording.limit(90)).isEqualTo("90 %");
        assertThat(Wording.limit(89.95)).isEqualTo("89.95 %");
        assertThat(Wording.limit(100)).isEqualTo("100 %");
    }

    @Test
    void foreign_text_becomes_one_plain_line() {
        assertThat(Wording.line("\u001b[31mred\u001b[0m\r\n\tnext\0", 50)).isEqualTo("red next");
        assertThat(Wording.line("abcdef", 3)).isEqualTo("abc…");
        assertThat(Wording.line("abc", 3)).isEqualTo("abc");
        assertThat(Wording.count(1, "test")).isEqualTo("1 test");
        assertThat(Wording.count(1200, "test")).isEqualTo("1,200 tests");
    }
}
