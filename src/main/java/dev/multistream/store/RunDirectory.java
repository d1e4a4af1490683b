package dev.multistream.store;

import dev.multistream.model.RunId;
import dev.multistream.plan.StepId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of one run and where they are: {@code <git common dir>/harness/runs/<run id>/}. */
public record RunDirectory(Path path, RunId id) {

    /** The folder of everything that harness keeps in a repository. */
    public static Path home(Path gitCommonDirectory) {
        return gitCommonDirectory.resolve("harness");
    }

    public static RunDirectory of(Path home, RunId id) {
        return new RunDirectory(home.resolve("runs").resolve(id.value()), id);
    }

    /** All runs of a repository, the newest first. */
    public static List<RunDirectory> all(Path home) {
        Path runs = home.resolve("runs");
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(runs)) {
            return entries.filter(entry -> RunId.isValid(entry.getFileName().toString()))
                    .filter(entry -> Files.exists(entry.resolve("journal.ndjson")))
                    .sorted(Comparator.comparing((Path entry) -> created(entry)).reversed())
                    .map(entry -> of(home, new RunId(entry.getFileName().toString())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + runs, e);
        }
    }

    /** Run ids have a minute's resolution; within one minute the first entry of the journal decides. */
    private static String created(Path run) {
        try (Stream<String> lines = Files.lines(run.resolve("journal.ndjson"))) {
            return run.getFileName().toString().substring(0, 15)
                    + lines.skip(1).findFirst().map(RunDirectory::timeOf).orElse("");
        } catch (IOException | UncheckedIOException e) {
            return run.getFileName().toString();
        }
    }

    private static String timeOf(String line) {
        int at = line.indexOf("\"at\":\"");
        return at < 0 ? "" : line.substring(at + 6, Math.min(line.length(), at + 30));
    }

    /** The newest run, if there is any. */
    public static Optional<RunDirectory> newest(Path home) {
        return all(home).stream().findFirst();
    }

    public Path journal() {
        return path.resolve("journal.ndjson");
    }

    /** The copy of harness.yaml that the run was started with. */
    public Path definition() {
        return path.resolve("harness.yaml");
    }

    public Path plan() {
        return path.resolve("plan.json");
    }

    public Path logs() {
        return path.resolve("logs");
    }

    /** The log of one attempt; the first has the step's bare name. */
    public Path log(StepId step, int attempt) {
        return logs().resolve(attempt == 1 ? step + ".log" : step + "." + attempt + ".log");
    }

    /** The log's path as the journal names it, relative to the run's directory. */
    public String relative(Path log) {
        return path.relativize(log).toString();
    }

    /** The run's control socket's address and the like, while a process works on it. */
    public Path control() {
        return path.resolve("control.json");
    }

    public Path scratch() {
        return path.resolve("scratch");
    }
}
