package dev.multistream.conflict;

import dev.multistream.model.RepoPath;
import java.util.List;
import java.util.Optional;

/**
 * One file that differs between two commits.
 *
 * @param oldPath the former name, for {@link Kind#RENAMED} only
 * @param added lines added; 0 for binary files
 * @param deleted lines deleted; 0 for binary files
 */
public record FileChange(RepoPath path, Optional<RepoPath> oldPath, Kind kind, int added, int deleted, boolean binary) {
    /** What happened to the file. */
    public enum Kind {
        ADDED,
        MODIFIED,
        DELETED,
        RENAMED,
        /** Mode or type (file, symbolic link, submodule) changed. */
        TYPE_CHANGED
    }

    /** The paths whose content this change alters: the path, and for a rename the former one too. */
    public List<RepoPath> touched() {
        return kind == Kind.RENAMED && oldPath.isPresent() ? List.of(oldPath.get(), path) : List.of(path);
    }
}
