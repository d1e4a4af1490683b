package dev.multistream.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InvalidFilesTest {
    private static final Path GOLDEN = Reader.RESOURCES.resolve("golden/config/invalid");

    static Stream<String> names() {
        return Reader.folder("invalid").keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void an_invalid_file_is_refused_with_these_words(String name) throws IOException {
        byte[] bytes = Reader.folder("invalid").get(name);
        HarnessFile.Result result = HarnessFile.read(bytes, "harness.yaml", Reader.context(Map.of()));

        String printed = Reader.print(Reader.problems(result));

        assertThat(result).isInstanceOf(HarnessFile.Broken.class);
        Path golden = GOLDEN.resolve(name + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, printed);
        }
        assertThat(printed).isEqualTo(Files.readString(golden));
    }

    @Test
    void no_golden_is_left_of_a_file_that_is_gone() throws IOException {
        try (Stream<Path> goldens = Files.list(GOLDEN)) {
            List<String> names = goldens.map(
                            path -> path.getFileName().toString().replace(".txt", ""))
                    .toList();
            assertThat(names).containsExactlyInAnyOrderElementsOf(names().toList());
        }
    }
}
