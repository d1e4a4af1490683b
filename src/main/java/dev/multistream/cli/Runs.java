package dev.multistream.cli;

import dev.multistream.git.GitException;
import dev.multistream.git.GitRepository;
import dev.multistream.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds past runs from where the user stands. */
final class Runs {
    private Runs() {}

    /** Harness's folder of the repository that the harness.yaml here, or the repository here, means. */
    static Path home(Env env, Machine machine) throws IOException, GitException, InterruptedException {
        Optional<ProjectFile> file = ProjectFile.findAbove(env.workingDirectory());
        if (file.isPresent()) {
            Optional<Path> quick = quick(file.get(), env, machine);
            if (quick.isPresent()) {
                return RunDirectory.home(quick.get());
            }
            ProjectFile.Checked checked = file.get().read(Map.of(), Optional.empty());
            GitRepository git = new Repositories(env, machine.runner())
                    .reopen(checked.spec().repository(), file.get().folder())
                    .repository();
            return RunDirectory.home(git.facts().commonDirectory());
        }
        GitRepository git = GitRepository.discover(machine.runner(), env.variables(), env.workingDirectory());
        return RunDirectory.home(git.facts().commonDirectory());
    }

    private static final Pattern REPOSITORY =
            Pattern.compile("^repository:\\s+[\"']?([^\\s\"'#&*!|>{\\[]+)[\"']?\\s*(#.*)?$");

    /** Without a program and without YAML: the usual cases of a file that names its repository plainly, or none. */
    private static Optional<Path> quick(ProjectFile file, Env env, Machine machine) throws IOException {
        List<String> named = Files.readString(file.path())
                .lines()
                .filter(line -> line.startsWith("repository") || line.startsWith("\"repo") || line.startsWith("'repo"))
                .toList();
        if (named.size() == 1) {
            Matcher matcher = REPOSITORY.matcher(named.get(0));
            return matcher.matches() && !matcher.group(1).equals(".")
                    ? new Repositories(env, machine.runner()).known(matcher.group(1), file.folder())
                    : Optional.empty();
        }
        for (Path at = file.folder(); at != null && named.isEmpty(); at = at.getParent()) {
            if (Files.isDirectory(at.resolve(".git"))) {
                return Optional.of(at.resolve(".git"));
            }
            if (Files.exists(at.resolve(".git"))) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The run of this name, or the newest. */
    static RunDirectory choose(Path home, Optional<String> named) {
        if (named.isPresent()) {
            String name = named.get();
            List<RunDirectory> matching = RunDirectory.all(home).stream()
                    .filter(run ->
                            run.id().value().equals(name) || run.id().value().endsWith("-" + name))
                    .toList();
            if (matching.size() == 1) {
                return matching.get(0);
            }
            throw CommandFailure.usage(
                    (matching.isEmpty() ? "there is no run '" : "several runs are called '") + Visible.text(name) + "'",
                    "harness status --all lists them");
        }
        return RunDirectory.newest(home)
                .orElseThrow(() -> CommandFailure.usage("there is no run in this repository yet", "harness run"));
    }
}
