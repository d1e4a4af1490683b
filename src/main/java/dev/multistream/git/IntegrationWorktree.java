package dev.multistream.git;

import dev.multistream.git.GitException.Kind;
import dev.multistream.model.CommitId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A worktree of harness's own, on no branch, kept so that ignored caches in it survive from one use to the next.
 *
 * <p>Merges run in it (see {@link GitRepository#merges(IntegrationWorktree)}) while the target's commit is checked out,
 * and gates while the merged one is. Nothing but ignored files in it outlives a switch. Used by one thread at a time.
 */
public final class IntegrationWorktree {
    private final RepositoryContext context;
    private final GitWorktrees worktrees;
    private final Path path;

    IntegrationWorktree(RepositoryContext context, GitWorktrees worktrees, Path path) {
        this.context = context;
        this.worktrees = worktrees;
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /** Makes its files exactly those of the commit, ignored ones kept; creates the worktree when there is none. */
    public void switchTo(CommitId commit) throws GitException, InterruptedException {
        Optional<WorktreeEntry> entry = worktrees.at(path);
        boolean usable = entry.isPresent() && !GitWorktrees.isHalfMade(entry.get()) && Files.isDirectory(path);
        if (!usable || !checkOut(commit)) {
            worktrees.addDetached(path, commit);
        }
        String head = context.git().line(GitCommand.reading(path, "rev-parse", "-q", "--verify", "HEAD"));
        if (!head.equals(commit.value())) {
            throw new GitException(Kind.WORKTREE, "the worktree " + path + " is at " + head + " and not at " + commit);
        }
    }

    /* A worktree that a killed git has left in disorder is made anew; a full disk is no disorder. */
    private boolean checkOut(CommitId commit) throws GitException, InterruptedException {
        try {
            context.git()
                    .require(GitCommand.writing(path, "checkout", "-q", "--detach", "--force", commit.value())
                            .setting("checkout.workers=2"));
            context.git().require(GitCommand.writing(path, "clean", "-ffdq"));
            return true;
        } catch (GitException e) {
            if (e.kind() == Kind.FAILED || e.kind() == Kind.LOCKED || e.kind() == Kind.REPOSITORY) {
                return false;
            }
            throw e;
        }
    }

    /** Removes it, if it is there, with everything in it. */
    public void remove() throws GitException, InterruptedException {
        if (worktrees.at(path).isPresent()) {
            Optional<Path> rest = worktrees.remove(path);
            if (rest.isPresent()) {
                GitObjects.discard(rest.get());
            }
        }
    }
}
