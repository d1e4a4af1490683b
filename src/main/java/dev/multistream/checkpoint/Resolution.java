package dev.multistream.checkpoint;

import dev.multistream.conflict.FileConflict;
import dev.multistream.git.FileVersion;
import dev.multistream.model.RepoPath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rules made of a conflicted merge.
 *
 * @param changes the resolved paths' new versions; empty for a deletion
 * @param conflicts all of them, the resolved ones with how
 * @param human paths that a rule leaves to a person
 * @param failed why paths are not resolved, one sentence each
 */
record Resolution(
        Map<RepoPath, Optional<FileVersion>> changes,
        List<FileConflict> conflicts,
        List<RepoPath> human,
        List<String> failed) {
    Resolution {
        changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
        conflicts = List.copyOf(conflicts);
        human = List.copyOf(human);
        failed = List.copyOf(failed);
    }
}
