package dev.multistream.workspace;

import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one stream's branch and worktree when cleaning is considered.
 *
 * @param name the stream
 * @param branchMade whether harness made the branch
 * @param tip of the branch; empty when it is gone
 * @param work commits on the branch since it was made
 * @param mergedInto the branch that has all of that work, if one does
 * @param kept the private ref that holds the tip, if one does
 * @param worktree empty when there is none
 */
public record CleanFacts(
        String name,
        BranchName branch,
        boolean branchMade,
        Optional<CommitId> tip,
        int work,
        Optional<BranchName> mergedInto,
        Optional<String> kept,
        Optional<Tree> worktree) {

    /**
     * The worktree.
     *
     * @param missing whether the directory is gone
     * @param locked the reason of a lock that is not harness's
     * @param unreadable why it could not be looked into; counts as having changes
     * @param dirty whether anything in it is uncommitted
     * @param onBranch whether the stream's branch is checked out in it
     * @param nested repositories inside it, which git does not look into
     */
    public record Tree(
            Path path,
            boolean missing,
            Optional<String> locked,
            Optional<String> unreadable,
            boolean dirty,
            boolean onBranch,
            List<RepoPath> nested) {
        public Tree {
            nested = List.copyOf(nested);
        }
    }
}
