package dev.multistream.cli;

import dev.multistream.git.GitException;
import dev.multistream.git.GitRepository;
import dev.multistream.model.RunId;
import dev.multistream.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds past runs from where the user stands. */
final class Runs {
    private Runs() {}

    /** Harness's folder of the repository that the harness.yaml here, or the repository here, means. */
    static Path home(Env env, Machine machine) throws IOException, GitException, InterruptedException {
        Optional<ProjectFile> file = ProjectFile.findAbove(env.workingDirectory());
        if (file.isPresent()) {
            Optional<Path> quick = quick(file.get());
            if (quick.isPresent()) {
                return RunDirectory.home(quick.get());
            }
            ProjectFile.Checked checked = file.get().read(Map.of(), Optional.empty());
            GitRepository git = new Repositories(env, machine.runner())
                    .open(checked.spec().repository(), file.get().folder())
                    .repository();
            return RunDirectory.home(git.facts().commonDirectory());
        }
        GitRepository git = GitRepository.discover(machine.runner(), env.variables(), env.workingDirectory());
        return RunDirectory.home(git.facts().commonDirectory());
    }

    /** Without a program and without YAML: the usual case of a file that names no repository, in a plain clone. */
    private static Optional<Path> quick(ProjectFile file) throws IOException {
        boolean elsewhere = Files.readString(file.path()).lines().anyMatch(line -> line.startsWith("repository"));
        for (Path at = file.folder(); at != null && !elsewhere; at = at.getParent()) {
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

    static boolean isRun(String word) {
        return RunId.isValid(word);
    }
}
