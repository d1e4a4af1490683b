package dev.multistream.git;

import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import java.util.List;
import java.util.Optional;

/**
 * What in a worktree is not committed.
 *
 * @param changed tracked files that differ from HEAD, in the index or on the disk; at most 200
 * @param untracked files that are neither tracked nor ignored; at most 200
 * @param nested directories that are repositories of their own; git does not look into them
 * @param operation what is in the middle of being done, such as {@code merge} or {@code rebase}
 * @param unmerged whether the index has conflicts
 */
public record WorktreeStatus(
        Optional<CommitId> head,
        Optional<BranchName> branch,
        List<RepoPath> changed,
        List<RepoPath> untracked,
        List<RepoPath> nested,
        Optional<String> operation,
        boolean unmerged) {
    static final int LISTED = 200;

    public WorktreeStatus {
        changed = List.copyOf(changed);
        untracked = List.copyOf(untracked);
        nested = List.copyOf(nested);
    }

    /** Nothing that a commit would hold, and nothing in the middle of being done. */
    public boolean isClean() {
        return changed.isEmpty() && untracked.isEmpty() && operation.isEmpty() && !unmerged;
    }
}
