package dev.multistream.git;

import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import java.util.List;
import java.util.Optional;

/** What became of uncommitted work in a worktree. */
public sealed interface CommitOutcome {
    /** Repositories inside the worktree, whose content is in no commit of it. */
    List<RepoPath> nested();

    /** It is on the branch now. */
    record Committed(CommitId commit, List<RepoPath> nested) implements CommitOutcome {
        public Committed {
            nested = List.copyOf(nested);
        }
    }

    /** There was nothing to commit. */
    record Nothing(List<RepoPath> nested) implements CommitOutcome {
        public Nothing {
            nested = List.copyOf(nested);
        }
    }

    /**
     * It could not be committed, was left as it is, and is kept under a private ref.
     *
     * @param detail one sentence for people
     * @param captured where it is kept; empty when there was nothing to keep
     */
    record Refused(Why why, String detail, Optional<Captured> captured, List<RepoPath> nested)
            implements CommitOutcome {
        public Refused {
            nested = List.copyOf(nested);
        }
    }

    /** Work kept under a private ref. */
    record Captured(String ref, CommitId commit) {}

    /** Why a commit was refused. */
    enum Why {
        /** A merge, rebase or the like is in the middle, or the index has conflicts. */
        OPERATION,
        /** The worktree is on another branch, or on none. */
        OTHER_BRANCH,
        /** A hook of the user's, or signing, said no. */
        DECLINED
    }
}
