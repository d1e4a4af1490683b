package dev.multistream.config;

import dev.multistream.config.HarnessFile.Broken;
import dev.multistream.config.HarnessFile.Context;
import dev.multistream.config.HarnessFile.Read;
import dev.multistream.config.HarnessFile.Result;
import dev.multistream.model.HarnessSpec;
import dev.multistream.model.Problem;
import dev.multistream.model.RepoPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads texts and resources for tests, with files beside them that are told by name. */
final class Reader {
    static final Path RESOURCES = Path.of("src/test/resources");

    /** Files that the resources name. */
    private static final Map<String, String> BESIDE = Map.of(
            "agents/demo.yaml", "x",
            "docs/tasks/terminal.md", "make the terminal persist",
            "docs/empty.md", "\n",
            "mockup.png", "x",
            "here.png", "x",
            "here.yaml", "x");

    private Reader() {}

    static FilesBeside files(Map<String, String> texts) {
        return new FilesBeside() {
            @Override
            public boolean exists(String path) {
                return texts.containsKey(path);
            }

            @Override
            public Look text(String path, int maxBytes) {
                String text = texts.get(path);
                return text == null ? new Unusable("does not exist") : new Text(text);
            }
        };
    }

    static Context context(Map<String, String> inputs) {
        return new Context(inputs, files(BESIDE), "folder", Optional.empty());
    }

    static Result read(String yaml) {
        return read(yaml, Map.of());
    }

    static Result read(String yaml, Map<String, String> inputs) {
        return HarnessFile.read(yaml.getBytes(StandardCharsets.UTF_8), "harness.yaml", context(inputs));
    }

    static Result readWithTree(String yaml, String... paths) {
        List<RepoPath> tree = Stream.of(paths).map(RepoPath::new).toList();
        Context context = new Context(Map.of(), files(BESIDE), "folder", Optional.of(tree));
        return HarnessFile.read(yaml.getBytes(StandardCharsets.UTF_8), "harness.yaml", context);
    }

    static HarnessSpec spec(String yaml) {
        return spec(read(yaml));
    }

    static HarnessSpec spec(Result result) {
        if (result instanceof Read read) {
            return read.spec();
        }
        throw new AssertionError(print(problems(result)));
    }

    static List<Problem> problems(Result result) {
        return result instanceof Broken broken ? broken.problems() : ((Read) result).warnings();
    }

    static List<String> codes(Result result) {
        return problems(result).stream().map(Problem::code).toList();
    }

    static String print(List<Problem> problems) {
        return String.join("\n", new ProblemPrinter(100, false).lines(problems)) + "\n";
    }

    /** The YAML files of a folder of the resources, by name without ending. */
    static Map<String, byte[]> folder(String name) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (Stream<Path> paths = Files.list(RESOURCES.resolve(name))) {
            for (Path path : paths.sorted().toList()) {
                files.put(path.getFileName().toString().replace(".yaml", ""), Files.readAllBytes(path));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return files;
    }

    /** The harness.yaml of every example that has one, by the example's name. */
    static Map<String, Path> examples() {
        Map<String, Path> files = new LinkedHashMap<>();
        try (Stream<Path> folders = Files.list(Path.of("examples"))) {
            for (Path folder : folders.sorted().toList()) {
                Path file = folder.resolve("harness.yaml");
                if (Files.exists(file)) {
                    files.put(String.valueOf(folder.getFileName()), file);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return files;
    }
}
