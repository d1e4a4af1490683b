package dev.multistream.git;

import dev.multistream.git.GitException.Kind;
import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Decides whether a worktree may be added at a place, for a branch; called under the repository's lock. */
final class WorktreeAdmission {
    private final RepositoryContext context;
    private final GitRefs refs;
    private final GitWorktrees worktrees;
    private final WorktreeRemoval removal;

    WorktreeAdmission(RepositoryContext context, GitRefs refs, GitWorktrees worktrees, WorktreeRemoval removal) {
        this.context = context;
        this.refs = refs;
        this.worktrees = worktrees;
        this.removal = removal;
    }

    /**
     * Looks at the place and the branch and clears away what a dead harness or git has left there.
     *
     * @return the worktree that is there already, ready and right; empty when one may be added
     */
    Optional<AddedWorktree> check(Path place, BranchName branch, CommitId base, AddMode mode)
            throws GitException, InterruptedException {
        Optional<AddedWorktree> there = checkPlace(place, branch, base, mode);
        if (there.isPresent()) {
            return there;
        }
        checkHolder(place, branch);
        Optional<CommitId> tip = refs.branchTip(branch);
        if (mode == AddMode.CONTINUE && tip.isEmpty()) {
            throw new GitException(
                    Kind.BRANCH_MISSING,
                    "there is no branch '" + branch + "' to go on with in "
                            + context.facts().root());
        }
        if (mode == AddMode.CREATE && tip.isPresent()) {
            if (!refs.madeFrom(branch).equals(tip)) {
                throw new GitException(
                        Kind.BRANCH_EXISTS,
                        "branch '" + branch + "' exists already, at "
                                + tip.get().brief()
                                + "; go on with it, choose another name, or delete it with `git branch -D " + branch
                                + "`");
            }
            refs.deleteBranch(branch, tip.get());
        }
        return Optional.empty();
    }

    private Optional<AddedWorktree> checkPlace(Path place, BranchName branch, CommitId base, AddMode mode)
            throws GitException, InterruptedException {
        Optional<WorktreeEntry> found = worktrees.at(place);
        if (found.isPresent()) {
            WorktreeEntry entry = found.get();
            boolean gone = !Files.exists(place, LinkOption.NOFOLLOW_LINKS);
            if (GitWorktrees.isHalfMade(entry)) {
                removal.remove(place);
            } else if (entry.lock().isPresent()) {
                throw new GitException(
                        Kind.WORKTREE,
                        "the worktree " + place + " is locked"
                                + entry.lock()
                                        .filter(reason -> !reason.isEmpty())
                                        .map(reason -> " (" + reason + ")")
                                        .orElse("")
                                + "; unlock it with `git worktree unlock`, then try again");
            } else if (gone) {
                removal.forget(place);
            } else {
                return Optional.of(reusable(entry, place, branch, base, mode));
            }
        }
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !isEmpty(place)) {
            throw new GitException(
                    Kind.WORKTREE,
                    place + " is there already and is no worktree of this repository;"
                            + " move it away, or set workspace.directory to another place");
        }
        return Optional.empty();
    }

    private AddedWorktree reusable(WorktreeEntry entry, Path place, BranchName branch, CommitId base, AddMode mode)
            throws GitException, InterruptedException {
        boolean right =
                entry.branch().equals(Optional.of(branch)) && entry.head().isPresent();
        boolean untouched =
                entry.head().equals(Optional.of(base)) && refs.madeFrom(branch).equals(Optional.of(base));
        if (!right) {
            throw new GitException(
                    Kind.WORKTREE,
                    place + " is a worktree of "
                            + entry.branch()
                                    .map(other -> "branch '" + other + "'")
                                    .orElse("no branch")
                            + ", not of '" + branch + "'; remove it with `git worktree remove`, then try again");
        }
        if (mode == AddMode.CREATE && !untouched) {
            throw new GitException(
                    Kind.BRANCH_EXISTS,
                    "branch '" + branch + "' exists already and is checked out in " + place
                            + "; go on with it, or clean it up first");
        }
        return new AddedWorktree(place, branch, entry.head().orElse(base), false, true);
    }

    static boolean isEmpty(Path place) throws GitException {
        try {
            return FileTree.isEmptyDirectory(place);
        } catch (IOException e) {
            throw new GitException(Kind.WORKTREE, place + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void checkHolder(Path place, BranchName branch) throws GitException, InterruptedException {
        Optional<WorktreeEntry> holder = worktrees.holding(branch);
        if (holder.isEmpty()) {
            return;
        }
        Path other = holder.get().path();
        boolean gone = !Files.exists(other, LinkOption.NOFOLLOW_LINKS);
        if (GitWorktrees.isHalfMade(holder.get())) {
            removal.remove(other);
        } else if (gone && holder.get().lock().isEmpty()) {
            removal.forget(other);
        } else {
            throw new GitException(
                    Kind.BRANCH_IN_USE,
                    "branch '" + branch + "' is checked out in " + other + " and cannot be in " + place
                            + " as well; switch that worktree to another branch"
                            + (gone ? " (its directory is missing and it is locked)" : ""));
        }
    }
}
