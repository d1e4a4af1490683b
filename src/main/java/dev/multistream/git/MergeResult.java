package dev.multistream.git;

import dev.multistream.conflict.FileConflict;
import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a merge in memory came to. */
public sealed interface MergeResult {
    /** The merged tree; in a conflicted one the files in conflict carry markers. */
    CommitId tree();

    /** It merges by itself. */
    record Clean(CommitId tree) implements MergeResult {}

    /**
     * Some paths do not merge.
     *
     * @param stages the three sides of each conflicted path, as far as git has any there
     */
    record Conflicted(CommitId tree, List<FileConflict> conflicts, Map<RepoPath, Sides> stages) implements MergeResult {
        public Conflicted {
            conflicts = List.copyOf(conflicts);
            stages = Collections.unmodifiableMap(new LinkedHashMap<>(stages));
        }
    }

    /** A path's versions in the merge base, in what is merged onto, and in what is merged. */
    record Sides(Optional<FileVersion> base, Optional<FileVersion> ours, Optional<FileVersion> theirs) {
        static final Sides NONE = new Sides(Optional.empty(), Optional.empty(), Optional.empty());

        Sides with(int stage, FileVersion version) {
            return new Sides(
                    stage == 1 ? Optional.of(version) : base,
                    stage == 2 ? Optional.of(version) : ours,
                    stage == 3 ? Optional.of(version) : theirs);
        }
    }
}
