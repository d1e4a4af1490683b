package dev.multistream.cli;

import dev.multistream.git.GitException;
import dev.multistream.git.GitRepository;
import dev.multistream.model.CommitId;
import dev.multistream.model.HarnessSpec;
import dev.multistream.model.Problem;
import dev.multistream.model.RepoPath;
import dev.multistream.model.StreamSpec;
import dev.multistream.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file together with the repository that it is about.
 *
 * @param bases every base that the file names, resolved to a commit; {@code ""} is the current branch's tip
 */
record Project(
        ProjectFile file,
        HarnessSpec spec,
        List<Problem> warnings,
        GitRepository git,
        Map<String, CommitId> bases,
        List<String> notes) {

    /** Reads the file, opens its repository, and checks the one against the other. */
    static Project open(ProjectFile file, Map<String, String> inputs, Env env, Machine machine)
            throws IOException, GitException, InterruptedException {
        ProjectFile.Checked checked = file.read(inputs, Optional.empty());
        Repositories.Opened opened =
                new Repositories(env, machine.runner()).open(checked.spec().repository(), file.folder());
        return open(file, inputs, checked, opened);
    }

    /** For a run that goes on: the definition that it began with, and its repository as it is. */
    static Project reopen(RunSession.PastRun past, Env env, Machine machine) throws GitException, InterruptedException {
        Path path = Path.of(past.started().file());
        ProjectFile file = new ProjectFile(path, path.toString());
        Repositories.Opened opened =
                new Repositories(env, machine.runner()).reopen(past.spec().repository(), file.folder());
        return new Project(
                file,
                past.spec(),
                List.of(),
                opened.repository(),
                past.started().bases(),
                opened.notes());
    }

    private static Project open(
            ProjectFile file, Map<String, String> inputs, ProjectFile.Checked first, Repositories.Opened opened)
            throws IOException, GitException, InterruptedException {
        ProjectFile.Checked checked = first;
        Map<String, CommitId> bases = bases(checked.spec(), opened.repository());
        CommitId base =
                java.util.Objects.requireNonNull(bases.get(checked.spec().base().orElse("")), "resolved above");
        boolean bounded = checked.spec().streams().values().stream()
                .anyMatch(stream -> !stream.owns().isEmpty());
        if (bounded) {
            List<RepoPath> tree = opened.repository().objects().listTree(base);
            checked = file.read(inputs, Optional.of(tree));
        }
        return new Project(file, checked.spec(), checked.warnings(), opened.repository(), bases, opened.notes());
    }

    private static Map<String, CommitId> bases(HarnessSpec spec, GitRepository git)
            throws GitException, InterruptedException {
        Map<String, CommitId> bases = new LinkedHashMap<>();
        bases.put("", git.facts().requireHead());
        spec.base().ifPresent(base -> bases.put(base, bases.get("")));
        for (StreamSpec stream : spec.streams().values()) {
            stream.base().ifPresent(base -> bases.put(base, bases.get("")));
        }
        for (String name : List.copyOf(bases.keySet())) {
            if (!name.isEmpty()) {
                bases.put(
                        name,
                        git.objects()
                                .resolve(name)
                                .orElseThrow(() -> CommandFailure.usage(
                                        "base '" + name + "' names no commit of the repository at "
                                                + git.facts().root(),
                                        "git branch --all lists the branches that there are")));
            }
        }
        return bases;
    }

    /** Where harness keeps its files in the repository. */
    Path home() {
        return RunDirectory.home(git.facts().commonDirectory());
    }
}
