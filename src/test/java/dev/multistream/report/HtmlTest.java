package dev.multistream.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
    @Test
    void text_and_attributes_are_escaped() {
        assertThat(new Html("")
                        .leaf("p", "<b> & \"x\" 'y'", "title", "\" onerror='x'")
                        .finish())
                .isEqualTo("\n<p title=\"&quot; onerror=&#39;x&#39;\">&lt;b&gt; &amp; &quot;x&quot; &#39;y&#39;</p>\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"script", "style", "iframe", "object", "form", "a b", "a>"})
    void elements_that_can_do_something_cannot_be_written(String tag) {
        assertThatThrownBy(() -> new Html("").open(tag)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"style", "onclick", "onerror", "x y", "x="})
    void attributes_that_can_do_something_cannot_be_written(String name) {
        assertThatThrownBy(() -> new Html("").open("p", name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"javascript:alert(1)", "https://evil.example/", "//evil.example", "data:text/html,x", "\\\\evil"
            })
    void a_link_out_of_the_report_cannot_be_written(String target) {
        assertThatThrownBy(() -> new Html("").open("a", "href", target)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "//evil.example", "logs:x", "a\\\\b"})
    void a_path_that_would_lead_out_becomes_text(String path) {
        assertThat(new Html("").link(path, "log").finish()).isEqualTo("\nlog");
    }

    @Test
    void the_path_of_a_link_is_percent_encoded() {
        assertThat(new Html("").link("../logs/a b?c#d%\".log", "log").finish())
                .isEqualTo("\n<a href=\"../logs/a%20b%3Fc%23d%25%22.log\">log</a>");
    }

    @Test
    void an_open_element_is_noticed_at_the_end() {
        assertThatThrownBy(() -> new Html("").open("p").finish()).isInstanceOf(IllegalStateException.class);
    }
}
