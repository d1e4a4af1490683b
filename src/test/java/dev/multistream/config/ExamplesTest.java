package dev.multistream.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {
    static Stream<String> names() {
        return Reader.examples().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void an_example_is_a_valid_file(String name) throws IOException {
        Path file = Reader.examples().get(name);
        Path folder = Optional.ofNullable(file.getParent()).orElseThrow();
        HarnessFile.Context context =
                new HarnessFile.Context(Map.of(), new FolderFiles(folder), name, Optional.empty());

        HarnessFile.Result result = HarnessFile.read(Files.readAllBytes(file), file.toString(), context);

        assertThat(Reader.spec(result).streams()).isNotEmpty();
    }

    @Test
    void there_are_examples() {
        assertThat(Reader.examples()).containsKeys("minimal", "team", "checkpoints");
    }
}
