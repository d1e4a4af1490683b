package dev.multistream.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the program that execvp(3) would run, before anything is started.
 *
 * <p>Programs are started by way of setsid(1), where a missing program would look like one that ended with 127. "The
 * program is not there" is an answer of its own, so it is asked for first: the file, its executable bit, and the
 * interpreter that its first line names.
 */
final class ProgramFinder {
    /** What execvp(3) of the GNU C library searches when there is no PATH. */
    private static final String DEFAULT_PATH = "/bin:/usr/bin";

    private static final int LONGEST_SHEBANG = 256;

    private ProgramFinder() {}

    /**
     * The program's file.
     *
     * @param name as in {@code argv[0]}: with a slash relative to the directory, else searched in the path
     * @throws SpawnException with {@link SpawnException#isMissing} when it cannot be run
     */
    static Path find(String name, Path directory, Optional<String> path) throws SpawnException {
        Path program = name.indexOf('/') >= 0 ? at(name, directory) : search(name, directory, path);
        List<String> interpreter = interpreter(program);
        if (interpreter.isEmpty()) {
            return program;
        }
        Path runner = resolve(directory, interpreter.get(0));
        if (!isProgram(runner)) {
            throw missing("program '" + program + "' needs the interpreter '" + interpreter.get(0)
                    + "', which is not there or not executable");
        }
        Optional<String> byEnv = runner.endsWith("env") ? wordOfEnv(interpreter) : Optional.empty();
        if (byEnv.isPresent() && inPath(byEnv.get(), directory, path).isEmpty()) {
            throw missing("program '" + program + "' needs '" + byEnv.get() + "', which was not found in PATH ("
                    + path.orElse(DEFAULT_PATH) + ")");
        }
        return program;
    }

    private static Path at(String name, Path directory) throws SpawnException {
        Path program = resolve(directory, name);
        if (!Files.exists(program)) {
            throw missing("program '" + name + "' does not exist (looked from " + directory + ")");
        }
        if (!isProgram(program)) {
            throw missing("program '" + name + "' is not an executable file (looked from " + directory + ")");
        }
        return program;
    }

    private static Path search(String name, Path directory, Optional<String> path) throws SpawnException {
        Optional<Path> found = name.isEmpty() ? Optional.empty() : inPath(name, directory, path);
        return found.orElseThrow(
                () -> missing("program '" + name + "' was not found in PATH (" + path.orElse(DEFAULT_PATH) + ")"));
    }

    private static Optional<Path> inPath(String name, Path directory, Optional<String> path) throws SpawnException {
        for (String entry : path.orElse(DEFAULT_PATH).split(":", -1)) {
            Path candidate = resolve(directory, entry.isEmpty() ? "./" + name : entry + "/" + name);
            if (isProgram(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private static Path resolve(Path directory, String name) throws SpawnException {
        try {
            return directory.resolve(name);
        } catch (InvalidPathException e) {
            throw missing("program '" + name.replace('\0', '?') + "' cannot be the name of a file");
        }
    }

    /** The words of the first line when it begins with {@code #!}; else none. */
    private static List<String> interpreter(Path program) {
        byte[] head;
        try (InputStream in = Files.newInputStream(program)) {
            head = in.readNBytes(LONGEST_SHEBANG);
        } catch (IOException e) {
            // Executable but not readable: the kernel can run it all the same.
            return List.of();
        }
        if (head.length < 2 || head[0] != '#' || head[1] != '!') {
            return List.of();
        }
        String line = new String(head, 2, head.length - 2, StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        List<String> words = new ArrayList<>(List.of(line.split("[ \\t]+")));
        words.removeIf(String::isEmpty);
        return words;
    }

    /** What {@code #!/usr/bin/env [-S] program} runs; empty when options or assignments make it hard to tell. */
    private static Optional<String> wordOfEnv(List<String> words) {
        int at = words.size() > 1 && words.get(1).equals("-S") ? 2 : 1;
        return words.stream()
                .skip(at)
                .findFirst()
                .filter(word -> !word.startsWith("-") && word.indexOf('=') < 0 && word.indexOf('/') < 0);
    }

    private static SpawnException missing(String message) {
        return new SpawnException(message, true);
    }
}
