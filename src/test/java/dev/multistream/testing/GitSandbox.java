package dev.multistream.testing;

import dev.multistream.process.CommandRunner.Captured;
import dev.multistream.process.SpawnException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls git for tests, with nothing of the machine's configuration. */
public final class GitSandbox {
    private GitSandbox() {}

    /** A user without any configuration of their own. */
    public static Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", "/nonexistent");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("LC_ALL", "C.UTF-8");
        return environment;
    }

    /** Runs git and insists on success. */
    public static String git(Path directory, String... words) {
        return checked(words, tryGit(directory, words));
    }

    /** Runs git with something on its standard input and insists on success. */
    public static String gitWithInput(Path directory, String input, String... words) {
        return checked(words, run(directory, input, words));
    }

    private static String checked(String[] words, Captured captured) {
        if (captured.exitCode() != 0) {
            throw new AssertionError("git " + String.join(" ", words) + ": " + captured.text() + captured.stderr());
        }
        return captured.text().stripTrailing();
    }

    /** Runs git. */
    public static Captured tryGit(Path directory, String... words) {
        return run(directory, "", words);
    }

    private static Captured run(Path directory, String input, String... words) {
        List<String> argv = new ArrayList<>(List.of("git", "-c", "protocol.file.allow=always"));
        argv.addAll(List.of(words));
        try {
            return new TestCommandRunner()
                    .run(argv, directory, dated(), input.getBytes(StandardCharsets.UTF_8), Duration.ofMinutes(2));
        } catch (SpawnException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> dated() {
        Map<String, String> environment = environment();
        environment.put("GIT_AUTHOR_DATE", "@1700000000 +0000");
        environment.put("GIT_COMMITTER_DATE", "@1700000000 +0000");
        return environment;
    }

    /** A new repository on branch main with a user of its own, and no commit. */
    public static Path init(Path directory, String... options) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> words = new ArrayList<>(List.of("init", "-q", "-b", "main"));
        words.addAll(List.of(options));
        git(directory, words.toArray(String[]::new));
        git(directory, "config", "user.name", "Ann Author");
        git(directory, "config", "user.email", "ann@example.org");
        return directory;
    }

    /** Writes a file, and the directories that it needs. */
    public static Path write(Path directory, String path, String content) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commits everything that is there and answers the commit. */
    public static String commit(Path directory, String message) {
        git(directory, "add", "-A");
        git(directory, "commit", "-q", "--allow-empty", "-m", message);
        return git(directory, "rev-parse", "HEAD");
    }
}
