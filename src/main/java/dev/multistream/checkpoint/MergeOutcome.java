package dev.multistream.checkpoint;

import dev.multistream.conflict.FileConflict;
import dev.multistream.model.CommitId;
import java.nio.file.Path;
import java.util.List;

/** What came of merging one stream. */
public sealed interface MergeOutcome {

    /**
     * A commit that has both.
     *
     * @param simulated the tree that git gave before anything was resolved
     * @param conflicts what had to be resolved, each with how
     */
    record Merged(CommitId commit, CommitId tree, CommitId simulated, List<FileConflict> conflicts)
            implements MergeOutcome {
        public Merged {
            conflicts = List.copyOf(conflicts);
        }
    }

    /**
     * No rule resolves all of it.
     *
     * @param why one sentence for each rule that was tried in vain
     */
    record Unresolved(CommitId simulated, List<FileConflict> conflicts, List<String> why) implements MergeOutcome {
        public Unresolved {
            conflicts = List.copyOf(conflicts);
            why = List.copyOf(why);
        }
    }

    /** A rule leaves it to a person: what is to be done lies in a worktree. */
    record LeftToPerson(CommitId simulated, List<FileConflict> conflicts, Path worktree, List<String> open)
            implements MergeOutcome {
        public LeftToPerson {
            conflicts = List.copyOf(conflicts);
            open = List.copyOf(open);
        }
    }
}
