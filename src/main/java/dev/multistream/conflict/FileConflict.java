package dev.multistream.conflict;

import dev.multistream.model.RepoPath;
import java.util.List;
import java.util.Optional;

/**
 * One path that did not merge by itself.
 *
 * @param kind git's word for it, such as {@code contents}, {@code modify/delete}, {@code binary}
 * @param hunks the regions in conflict, empty when the conflict is not about lines; at most fifty are kept
 * @param resolution how it was resolved, such as {@code union}; empty while it is not
 */
public record FileConflict(RepoPath path, String kind, List<Hunk> hunks, Optional<String> resolution) {

    /**
     * The three sides of one region, each without its final newline.
     *
     * @param line where the region begins in our version, from 1
     */
    public record Hunk(int line, String base, String ours, String theirs) {}

    public FileConflict {
        hunks = List.copyOf(hunks);
    }

    public boolean isResolved() {
        return resolution.isPresent();
    }

    public FileConflict resolvedBy(String how) {
        return new FileConflict(path, kind, hunks, Optional.of(how));
    }
}
