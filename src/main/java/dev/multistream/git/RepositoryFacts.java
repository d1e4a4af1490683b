package dev.multistream.git;

import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a repository is, as found when it was opened.
 *
 * @param commonDirectory the directory with refs and objects, shared by all worktrees; absolute
 * @param mainWorktree the first worktree; empty for a bare repository
 * @param here the worktree that it was opened from; empty for a bare repository
 * @param branch the branch checked out there; empty when HEAD is detached
 * @param head the commit checked out there; empty when there is none yet
 */
public record RepositoryFacts(
        Path commonDirectory,
        Optional<Path> mainWorktree,
        Optional<Path> here,
        GitVersion version,
        ObjectFormat format,
        boolean shallow,
        Optional<BranchName> branch,
        Optional<CommitId> head) {

    /** How objects are named. */
    public enum ObjectFormat {
        SHA1,
        SHA256;

        /** The name that stands for no object. */
        public String zero() {
            return "0".repeat(this == SHA1 ? 40 : 64);
        }
    }

    public boolean isBare() {
        return mainWorktree.isEmpty();
    }

    /** What paths of harness.yaml such as {@code workspace.directory} are relative to. */
    public Path root() {
        return mainWorktree.orElse(commonDirectory);
    }

    /** The checked-out commit, or the refusal of a repository that has none. */
    public CommitId requireHead() throws GitException {
        return head.orElseThrow(() -> new GitException(
                GitException.Kind.UNBORN,
                "the repository at " + root() + " has no commit yet; make one, for instance with"
                        + " `git add -A && git commit -m \"first commit\"`"));
    }
}
