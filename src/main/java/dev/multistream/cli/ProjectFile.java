package dev.multistream.cli;

import dev.multistream.config.FolderFiles;
import dev.multistream.config.HarnessFile;
import dev.multistream.model.HarnessSpec;
import dev.multistream.model.Problem;
import dev.multistream.model.RepoPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A harness.yaml on the disk.
 *
 * @param path absolute
 * @param shown how messages call it
 */
record ProjectFile(Path path, String shown) {
    private static final String NAME = "harness.yaml";

    /** The file that was named, or harness.yaml here or in a parent. */
    static ProjectFile find(Optional<String> named, Path workingDirectory) {
        if (named.isPresent()) {
            Path path = workingDirectory.resolve(named.get()).normalize();
            if (Files.isDirectory(path)) {
                path = path.resolve(NAME);
            }
            if (!Files.isRegularFile(path)) {
                throw CommandFailure.usage("there is no file " + named.get(), "harness init writes one");
            }
            return new ProjectFile(path, shown(path, workingDirectory));
        }
        return findAbove(workingDirectory)
                .orElseThrow(() -> CommandFailure.usage(
                        "there is no harness.yaml here or in a parent directory",
                        "harness init writes one; or name it: harness COMMAND path/to/harness.yaml"));
    }

    static Optional<ProjectFile> findAbove(Path workingDirectory) {
        for (Path at = workingDirectory; at != null; at = at.getParent()) {
            Path candidate = at.resolve(NAME);
            if (Files.isRegularFile(candidate)) {
                return Optional.of(new ProjectFile(candidate, shown(candidate, workingDirectory)));
            }
        }
        return Optional.empty();
    }

    private static String shown(Path path, Path workingDirectory) {
        return path.startsWith(workingDirectory)
                ? workingDirectory.relativize(path).toString()
                : path.toString();
    }

    Path folder() {
        return Optional.ofNullable(path.getParent()).orElseThrow();
    }

    /** A spec with the warnings that came with it. */
    record Checked(HarnessSpec spec, List<Problem> warnings) {}

    /** Reads and checks; throws {@link ProblemsFound} where there are errors. */
    Checked read(Map<String, String> inputs, Optional<List<RepoPath>> baseTree) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return checked(HarnessFile.read(in, shown, context(folder(), inputs, baseTree)));
        } catch (NoSuchFileException e) {
            throw CommandFailure.usage("there is no file " + shown, "");
        }
    }

    /** Reads a copy of a file as if it lay in {@code folder}. */
    static Checked readCopy(Path copy, Path folder, Map<String, String> inputs) throws IOException {
        try (InputStream in = Files.newInputStream(copy)) {
            return checked(HarnessFile.read(in, copy.toString(), context(folder, inputs, Optional.empty())));
        }
    }

    private static HarnessFile.Context context(
            Path folder, Map<String, String> inputs, Optional<List<RepoPath>> baseTree) {
        String name =
                Optional.ofNullable(folder.getFileName()).map(Path::toString).orElse("harness");
        return new HarnessFile.Context(inputs, new FolderFiles(folder), name, baseTree);
    }

    private static Checked checked(HarnessFile.Result result) {
        if (result instanceof HarnessFile.Read read) {
            return new Checked(read.spec(), read.warnings());
        }
        throw new ProblemsFound(((HarnessFile.Broken) result).problems());
    }

    /** The values of {@code --set name=value}. */
    static Map<String, String> inputs(List<String> sets) {
        Map<String, String> inputs = new LinkedHashMap<>();
        for (String set : sets) {
            int equals = set.indexOf('=');
            if (equals < 1) {
                throw CommandFailure.usage("--set takes name=value, not '" + set + "'", "");
            }
            inputs.put(set.substring(0, equals), set.substring(equals + 1));
        }
        return inputs;
    }
}
