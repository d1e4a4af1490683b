package dev.multistream.workspace;

import dev.multistream.git.CommitOutcome.Captured;
import dev.multistream.git.FileTree;
import dev.multistream.git.GitException;
import dev.multistream.git.GitRepository;
import dev.multistream.git.GitWorktrees;
import dev.multistream.git.WorktreeEntry;
import dev.multistream.git.WorktreeStatus;
import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import dev.multistream.process.ProcessLauncher;
import dev.multistream.workspace.CleanPlan.Action;
import dev.multistream.workspace.CleanPlan.Decision;
import dev.multistream.workspace.CleanPlan.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Removes worktrees and branches that are no longer needed: looks, decides by {@link CleanPlan}, and does it.
 *
 * <p>Directories are renamed away at once; the slow deletion is handed to the executor.
 */
public final class WorkspaceCleaner {
    private final GitRepository repository;
    private final WorkspaceCommands commands;
    private final Executor background;

    public WorkspaceCleaner(GitRepository repository, ProcessLauncher launcher, Executor background) {
        this.repository = repository;
        this.commands = new WorkspaceCommands(launcher);
        this.background = background;
    }

    /**
     * A stream to look at.
     *
     * @param place where its worktree would lie
     * @param targets the branches that its work was to go into
     * @param capturePrefix where uncommitted changes are put
     */
    public record Candidate(
            String name,
            BranchName branch,
            Path place,
            List<BranchName> targets,
            String capturePrefix,
            List<WorkspaceCommand> teardown,
            CommandSurroundings surroundings) {
        public Candidate {
            targets = List.copyOf(targets);
            teardown = List.copyOf(teardown);
        }
    }

    /**
     * What was done with a branch or worktree.
     *
     * @param done whether it was removed; a decision to keep is never overruled, one to remove may fail
     * @param captured where uncommitted changes were put
     */
    public record Cleaned(Decision decision, boolean done, Optional<Captured> captured, List<String> notes) {
        public Cleaned {
            notes = List.copyOf(notes);
        }
    }

    /** Looks at a stream's branch and worktree; changes nothing. */
    public CleanFacts look(Candidate candidate) throws GitException, InterruptedException {
        BranchName branch = candidate.branch();
        Optional<CommitId> tip = repository.refs().branchTip(branch);
        Optional<CommitId> made = repository.refs().madeFrom(branch);
        int work = tip.isPresent() && made.isPresent() ? repository.history().count(made.get(), tip.get()) : 0;
        return new CleanFacts(
                candidate.name(),
                branch,
                made.isPresent(),
                tip,
                work,
                tip.isPresent() ? mergedInto(tip.get(), candidate.targets()) : Optional.empty(),
                tip.isPresent() ? keptUnder(tip.get()) : Optional.empty(),
                tree(candidate));
    }

    private Optional<BranchName> mergedInto(CommitId tip, List<BranchName> targets)
            throws GitException, InterruptedException {
        for (BranchName target : targets) {
            Optional<CommitId> commit = repository.refs().branchTip(target);
            if (commit.isPresent() && repository.objects().isAncestor(tip, commit.get())) {
                return Optional.of(target);
            }
        }
        return Optional.empty();
    }

    private Optional<String> keptUnder(CommitId tip) throws GitException, InterruptedException {
        return repository.refs().list("refs/harness/captured/").entrySet().stream()
                .filter(ref -> ref.getValue().equals(tip))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private Optional<CleanFacts.Tree> tree(Candidate candidate) throws GitException, InterruptedException {
        Optional<WorktreeEntry> entry = repository.worktrees().at(candidate.place());
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        Path path = entry.get().path();
        boolean onBranch = entry.get().branch().equals(Optional.of(candidate.branch()));
        Optional<String> locked = GitWorktrees.isHalfMade(entry.get())
                ? Optional.empty()
                : entry.get().lock();
        if (!Files.isDirectory(path)) {
            return Optional.of(new CleanFacts.Tree(path, true, locked, Optional.empty(), false, onBranch, List.of()));
        }
        try {
            WorktreeStatus status = repository.worktree(path).status();
            return Optional.of(new CleanFacts.Tree(
                    path, false, locked, Optional.empty(), !status.isClean(), onBranch, status.nested()));
        } catch (GitException e) {
            return Optional.of(
                    new CleanFacts.Tree(path, false, locked, Optional.of(e.getMessage()), true, onBranch, List.of()));
        }
    }

    /** Looks, decides and does: one stream. */
    public List<Cleaned> clean(Candidate candidate) throws GitException, InterruptedException {
        List<Cleaned> results = new ArrayList<>();
        boolean worktreeStays = false;
        for (Decision decision : CleanPlan.of(List.of(look(candidate))).decisions()) {
            if (decision.action() == Action.KEEP) {
                results.add(new Cleaned(decision, false, Optional.empty(), List.of()));
                worktreeStays |= decision.subject() == Subject.WORKTREE;
            } else if (decision.subject() == Subject.WORKTREE) {
                Cleaned cleaned = removeWorktree(candidate, decision);
                worktreeStays |= !cleaned.done();
                results.add(cleaned);
            } else if (!worktreeStays) {
                results.add(removeBranch(decision));
            }
        }
        return results;
    }

    private Cleaned removeWorktree(Candidate candidate, Decision decision) throws GitException, InterruptedException {
        CleanFacts.Tree tree = decision.about().worktree().orElseThrow();
        List<String> notes = new ArrayList<>();
        Optional<Captured> captured = Optional.empty();
        if (!tree.missing()) {
            for (WorkspaceCommand command : candidate.teardown()) {
                commands.run(command, tree.path(), candidate.surroundings())
                        .ifPresent(failure -> notes.add("teardown command '" + command.shown() + "' " + failure.why()));
            }
            captured = repository
                    .worktree(tree.path())
                    .capture(candidate.capturePrefix(), "What was uncommitted in stream " + candidate.name());
        }
        Optional<CommitId> tip = repository.refs().branchTip(candidate.branch());
        if (!tip.equals(decision.about().tip())) {
            notes.add("its branch moved while it was looked at, so it was kept");
            return new Cleaned(decision, false, captured, notes);
        }
        repository.worktrees().remove(tree.path()).ifPresent(this::deleteLater);
        return new Cleaned(decision, true, captured, notes);
    }

    private void deleteLater(Path rest) {
        background.execute(() -> {
            try {
                FileTree.delete(rest);
                Files.deleteIfExists(rest.getParent());
            } catch (java.nio.file.DirectoryNotEmptyException e) {
                return; // another one waits there to be deleted
            } catch (IOException e) {
                throw new UncheckedIOException(rest + " cannot be deleted", e);
            }
        });
    }

    private Cleaned removeBranch(Decision decision) throws InterruptedException {
        try {
            repository
                    .refs()
                    .deleteBranch(
                            decision.about().branch(), decision.about().tip().orElseThrow());
            return new Cleaned(decision, true, Optional.empty(), List.of());
        } catch (GitException e) {
            return new Cleaned(decision, false, Optional.empty(), List.of(e.getMessage()));
        }
    }
}
