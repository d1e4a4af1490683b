package dev.multistream.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Texts that people read, pinned as files below {@code golden/}; {@code -Dgolden.update=true} writes them anew. */
public final class Golden {
    private static final Path ROOT = Path.of("src/test/resources/golden");
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    private Golden() {}

    /** Compares with the file of this name, such as {@code report/green.md}. */
    public static void assertSame(String name, String text) {
        Path file = ROOT.resolve(name);
        try {
            if (UPDATE) {
                Files.createDirectories(file.resolveSibling("."));
                Files.writeString(file, text);
            }
            assertThat(text)
                    .as("%s; if the change is wanted: mvn test -Dgolden.update=true", file)
                    .isEqualTo(Files.exists(file) ? Files.readString(file) : "(there is no such file)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A golden file that no test names any more is dead. */
    public static void assertAllUsed(String folder, Collection<String> names) {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            assertThat(new TreeSet<>(
                            files.map(file -> file.getFileName().toString()).toList()))
                    .as("golden files of " + folder)
                    .isEqualTo(new TreeSet<>(names));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
