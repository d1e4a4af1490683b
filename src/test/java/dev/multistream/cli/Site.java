package dev.multistream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.testing.TestDirs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A repository with a harness.yaml, an empty home, and the program as users start it: a process of its own.
 *
 * <p>Agents are shell lines, since a shell starts in a millisecond.
 */
final class Site {
    final Path root;
    final Path home;

    /** How a call of the program ended. */
    record Result(int exit, String out, String err) {
        Result expect(int code) {
            assertThat(exit).as("out: %s%nerr: %s", out, err).isEqualTo(code);
            return this;
        }
    }

    private Site(Path root, Path home) {
        this.root = root;
        this.home = home;
    }

    /** A repository whose main holds {@code README.md} and {@code shared.txt}, with this harness.yaml beside. */
    static Site with(TestDirs dirs, String name, String yaml) {
        Path directory = dirs.fresh(name);
        Site site = new Site(directory.resolve("repo"), directory.resolve("home"));
        try {
            Files.createDirectories(site.root);
            Files.createDirectories(site.home);
            Files.writeString(site.home.resolve(".gitconfig"), "[user]\n\tname = Ada\n\temail = ada@example.org\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        site.git("init", "-q", "-b", "main");
        site.write("README.md", "readme\n");
        site.write("shared.txt", "one\ntwo\nthree\n");
        site.git("add", ".");
        site.git("commit", "-q", "-m", "first");
        site.write("harness.yaml", yaml);
        return site;
    }

    void write(String file, String text) {
        try {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String git(String... words) {
        return gitIn(root, words);
    }

    String gitIn(Path directory, String... words) {
        List<String> argv = new ArrayList<>(List.of("git"));
        argv.addAll(List.of(words));
        Result result = finish(start(argv, directory));
        return result.expect(0).out().strip();
    }

    /** The names of the files of a branch. */
    List<String> files(String branch) {
        return List.of(git("ls-tree", "-r", "--name-only", branch).split("\n"));
    }

    Result harness(String... words) {
        return finish(startHarness(words));
    }

    Result harnessIn(Path directory, String... words) {
        return finish(start(command(words), directory));
    }

    Process startHarness(String... words) {
        return start(command(words), root);
    }

    private static List<String> command(String... words) {
        List<String> argv = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.multistream.cli.Main"));
        argv.addAll(List.of(words));
        return argv;
    }

    private Process start(List<String> argv, Path directory) {
        ProcessBuilder builder = new ProcessBuilder(argv).directory(directory.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(key -> key.startsWith("GIT_") || key.startsWith("XDG_") || key.equals("CI"));
        environment.put("HOME", home.toString());
        environment.put("TZ", "UTC");
        try {
            builder.redirectOutput(Files.createTempFile(home, "out", "").toFile())
                    .redirectError(Files.createTempFile(home, "err", "").toFile());
            last = builder;
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /* Of the process that was started last; used by the test's thread. */
    private ProcessBuilder last = new ProcessBuilder();

    void signal(Process process, String name) {
        ProcessBuilder started = last;
        finish(start(List.of("kill", "-" + name, Long.toString(process.pid())), root));
        last = started;
    }

    /** Waits for the end of the process that was started last. */
    Result finish(Process process) {
        ProcessBuilder builder = last;
        try {
            if (!process.waitFor(180, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("it does not end: " + builder.command());
            }
            return new Result(
                    process.exitValue(),
                    Files.readString(builder.redirectOutput().file().toPath(), StandardCharsets.UTF_8),
                    Files.readString(builder.redirectError().file().toPath(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The newest run's journal, or nothing while there is none. */
    Optional<Path> journal() {
        Path runs = root.resolve(".git/harness/runs");
        if (!Files.isDirectory(runs)) {
            return Optional.empty();
        }
        try (Stream<Path> list = Files.list(runs)) {
            return list.map(run -> run.resolve("journal.ndjson"))
                    .filter(Files::exists)
                    .max(java.util.Comparator.comparing(Path::toString));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> entries() {
        try {
            return journal().isEmpty()
                    ? List.of()
                    : Files.readAllLines(journal().get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Processes on this machine that were started by a run of this site. */
    List<Long> leftovers() {
        byte[] needle = ("HOME=" + home).getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .filter(path -> mentions(path.resolve("environ"), needle))
                    .map(path -> Long.parseLong(path.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean mentions(Path file, byte[] needle) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return Arrays.asList(text.split("\0")).contains(new String(needle, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return false;
        }
    }
}
