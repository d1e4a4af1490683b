package dev.multistream.workspace;

import dev.multistream.git.AddedWorktree;
import dev.multistream.git.GitException;
import dev.multistream.git.GitObjects.Traits;
import dev.multistream.git.GitRepository;
import dev.multistream.model.RepoPath;
import dev.multistream.model.StreamId;
import dev.multistream.process.ProcessLauncher;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes worktrees that are ready to work in: git's part, carried files, setup commands.
 *
 * <p>What is not ready at the end is taken back: the worktree, and the branch if it was made for it and has no work in
 * it. A harness that dies in the middle leaves a worktree that says so, and the next preparation at its place starts
 * anew. Thread-safe; a thread that is interrupted takes back what it made.
 */
public final class WorkspaceFactory {
    private final GitRepository repository;
    private final WorkspaceCommands commands;
    private final InstantSource clock;

    public WorkspaceFactory(GitRepository repository, ProcessLauncher launcher, InstantSource clock) {
        this.repository = repository;
        this.commands = new WorkspaceCommands(launcher);
        this.clock = clock;
    }

    /** The folder of the worktrees. */
    public Path root(String directory) {
        return repository.facts().root().resolve(directory).normalize();
    }

    /** Where a stream's worktree lies. */
    public Path place(String directory, StreamId stream) {
        return root(directory).resolve(stream.value());
    }

    /**
     * Gives a directory that is no stream's (a checkpoint's, a base to compare with) what a prepared one has: carried
     * files and set-up.
     *
     * @return why it is not ready, if it is not
     */
    public Optional<String> furnish(
            Path directory, List<String> carry, List<WorkspaceCommand> setup, CommandSurroundings surroundings)
            throws GitException, InterruptedException {
        if (!carry.isEmpty() && repository.facts().mainWorktree().isPresent()) {
            CarriedFiles files =
                    new CarriedFiles(repository.facts().mainWorktree().get(), repository.worktree(directory));
            for (String entry : carry) {
                Optional<String> refused = CarriedFiles.refusal(entry);
                if (refused.isPresent()) {
                    return Optional.of("workspace.carry: '" + entry + "' cannot be carried: " + refused.get());
                }
                files.carry(entry);
            }
        }
        for (WorkspaceCommand command : setup) {
            Optional<CommandFailure> failure = commands.run(command, directory, surroundings);
            if (failure.isPresent()) {
                return Optional.of("setup command '" + command.shown() + "' "
                        + failure.get().why());
            }
        }
        return Optional.empty();
    }

    /**
     * Has git ignore the worktrees' directory, if that lies in the repository, and other directories.
     *
     * @param others relative to the main worktree, such as {@code harness-report}
     * @return what was added to info/exclude
     */
    public List<RepoPath> exclude(String directory, List<RepoPath> others) throws GitException, InterruptedException {
        if (repository.facts().isBare()) {
            return List.of();
        }
        Path root = repository.facts().root();
        Path worktrees = root.resolve(directory).normalize();
        List<RepoPath> wanted = new ArrayList<>(others);
        if (worktrees.startsWith(root) && !worktrees.equals(root)) {
            wanted.add(0, new RepoPath(root.relativize(worktrees).toString()));
        }
        List<RepoPath> added = new ArrayList<>();
        for (RepoPath path : wanted) {
            if (repository.excludes().add(path)) {
                added.add(path);
            }
        }
        return added;
    }

    /**
     * Prepares a worktree.
     *
     * @throws GitException when git cannot or will not make it
     */
    public Preparation prepare(WorkspaceRequest request) throws GitException, InterruptedException {
        StageTimer timer = new StageTimer(clock);
        List<String> notes = new ArrayList<>();
        Optional<String> refused = request.carry().stream()
                .filter(entry -> CarriedFiles.refusal(entry).isPresent())
                .findFirst();
        if (refused.isPresent()) {
            String entry = refused.get();
            return new Preparation.CarryRefused(
                    entry,
                    "workspace.carry: '" + entry + "' cannot be carried: "
                            + CarriedFiles.refusal(entry).orElse(""),
                    timer.stages(),
                    notes);
        }
        AddedWorktree added;
        try (StageTimer.Running stage = timer.stage("worktree")) {
            added = repository.worktrees().add(request.path(), request.branch(), request.base(), request.mode());
        }
        if (added.existed()) {
            notes.add(added.path() + " was ready and is used as it is");
            return ready(added, timer, notes);
        }
        try {
            notes.addAll(traits(added));
            carry(request, added, timer, notes);
            Optional<Preparation> failed = setUp(request, added, timer, notes);
            if (failed.isPresent()) {
                repository.worktrees().takeBack(added, request.base());
                return failed.get();
            }
            repository.worktrees().markReady(added.path());
            return ready(added, timer, notes);
        } catch (GitException | InterruptedException | RuntimeException e) {
            takeBack(added, request, e);
            throw e;
        }
    }

    private void takeBack(AddedWorktree added, WorkspaceRequest request, Exception because) {
        boolean interrupted = Thread.interrupted();
        try {
            repository.worktrees().takeBack(added, request.base());
        } catch (GitException e) {
            because.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Preparation ready(AddedWorktree added, StageTimer timer, List<String> notes) {
        return new Preparation.Ready(
                added.path(), added.branch(), added.head(), added.branchCreated(), timer.stages(), notes);
    }

    private List<String> traits(AddedWorktree added) throws GitException, InterruptedException {
        Traits traits = repository.objects().traits(added.head());
        List<String> notes = new ArrayList<>();
        if (traits.submodules()) {
            notes.add("the repository has submodules, which a new worktree does not have; if they are needed, add"
                    + " 'git submodule update --init' to workspace.setup");
        }
        if (traits.lfs()) {
            notes.add("the repository keeps files in git-lfs; without git-lfs installed they are pointers");
        }
        return notes;
    }

    private void carry(WorkspaceRequest request, AddedWorktree added, StageTimer timer, List<String> notes)
            throws GitException, InterruptedException {
        if (request.carry().isEmpty()) {
            return;
        }
        Optional<Path> source = repository.facts().mainWorktree();
        if (source.isEmpty()) {
            notes.add("the repository is bare, so there is nothing to carry from");
            return;
        }
        try (StageTimer.Running stage = timer.stage("carry")) {
            CarriedFiles files = new CarriedFiles(source.get(), repository.worktree(added.path()));
            for (String entry : request.carry()) {
                files.carry(entry);
            }
            notes.addAll(files.notes());
        }
    }

    private Optional<Preparation> setUp(
            WorkspaceRequest request, AddedWorktree added, StageTimer timer, List<String> notes)
            throws InterruptedException {
        int number = 0;
        for (WorkspaceCommand command : request.setup()) {
            number++;
            Optional<CommandFailure> failure;
            try (StageTimer.Running stage = timer.stage("setup " + number)) {
                failure = commands.run(command, added.path(), request.surroundings());
            }
            if (failure.isPresent()) {
                return Optional.of(new Preparation.SetupFailed(
                        command,
                        failure.get().exitCode(),
                        "setup command '" + command.shown() + "' "
                                + failure.get().why() + "; log: "
                                + request.surroundings().log(),
                        timer.stages(),
                        notes));
            }
        }
        return Optional.empty();
    }
}
