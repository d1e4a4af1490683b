package dev.multistream.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each package says in one sentence what it is, where to start reading, and that nothing in it is null. */
class PackageInfoTest {

    @Test
    void every_package_introduces_itself() {
        assertThat(unintroduced(Source.below(Path.of("src/main/java")))).isEmpty();
    }

    @Test
    void a_package_without_an_introduction_is_found() {
        Source type = Source.parse("a/B.java", "package a;\nclass B {}\n");
        Source bare = Source.parse("c/package-info.java", "/** About c. */\npackage c;\n");
        Source good = Source.parse(
                "d/package-info.java",
                "/**\n * About d.\n *\n * <p>Start reading at {@link d.E}.\n */\n@NullMarked\npackage d;\n\nimport x.NullMarked;\n");

        assertThat(unintroduced(List.of(type, bare, good)))
                .containsExactly("a: no package-info", "c: no @NullMarked", "c: does not say where to start reading");
    }

    private static List<String> unintroduced(List<Source> sources) {
        Map<String, String> infos = new TreeMap<>();
        for (Source source : sources) {
            int slash = source.name().lastIndexOf('/');
            String directory = slash < 0 ? "" : source.name().substring(0, slash);
            if (source.name().endsWith("/package-info.java")) {
                infos.put(directory, source.text());
            } else {
                infos.putIfAbsent(directory, "");
            }
        }
        List<String> found = new ArrayList<>();
        infos.forEach((directory, text) -> {
            if (text.isEmpty()) {
                found.add(directory + ": no package-info");
                return;
            }
            if (!text.contains("\n@NullMarked\npackage ")) {
                found.add(directory + ": no @NullMarked");
            }
            if (!text.contains("Start reading at {@link ")) {
                found.add(directory + ": does not say where to start reading");
            }
        });
        return found;
    }
}
