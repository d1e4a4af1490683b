package dev.multistream.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A type is named after what it is; these endings say that nobody knew. */
class NamesTest {
    private static final Pattern EMPTY_WORD = Pattern.compile("(Manager|Helper|Utils?|Impl)(?![a-z])");

    @Test
    void types_have_names_that_say_something() {
        List<String> names = Stream.of("src/main/java", "src/test/java")
                .flatMap(root -> Source.below(Path.of(root)).stream())
                .map(Source::name)
                .toList();

        assertThat(names).isNotEmpty();
        assertThat(emptyWords(names)).isEmpty();
    }

    @Test
    void empty_words_are_found() {
        assertThat(emptyWords(List.of(
                        "a/StreamManager.java",
                        "a/GitUtil.java",
                        "a/Utils.java",
                        "a/ImplOfGate.java",
                        "a/Utility.java",
                        "a/Implied.java")))
                .containsExactly("a/StreamManager.java", "a/GitUtil.java", "a/Utils.java", "a/ImplOfGate.java");
    }

    private static List<String> emptyWords(List<String> names) {
        return names.stream().filter(name -> EMPTY_WORD.matcher(name).find()).toList();
    }
}
