package dev.multistream.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Test
    void the_last_line_with_something_to_see_is_shown_without_its_escapes() {
        assertThat(PlainText.lastLine("one\n\u001b[1;32mtwo\u001b[0m\n \n\n", 80))
                .isEqualTo("two");
        assertThat(PlainText.lastLine("10 %\r20 %\r", 80)).isEqualTo("20 %");
        assertThat(PlainText.lastLine("\u001b]0;a title\u0007said\u001b]8;;http://x\u001b\\", 80))
                .isEqualTo("said");
        assertThat(PlainText.lastLine("tab\there \u202egnp.exe\u0000", 80)).isEqualTo("tab here  gnp.exe");
        assertThat(PlainText.lastLine("\u001b[2J\n", 80)).isEmpty();
    }

    @Test
    void a_long_text_is_cut_between_characters() {
        assertThat(PlainText.cut("abc", 3)).isEqualTo("abc");
        assertThat(PlainText.cut("abcd", 3)).isEqualTo("abc…");
        assertThat(PlainText.cut("ab😀d", 3)).isEqualTo("ab…");
    }
}
