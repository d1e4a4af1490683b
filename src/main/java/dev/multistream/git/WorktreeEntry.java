package dev.multistream.git;

import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A worktree as git has it registered.
 *
 * @param head empty when nothing is checked out yet, and for a bare repository
 * @param branch empty when HEAD is detached
 * @param lock the reason of the lock (perhaps an empty text); empty when it is not locked
 * @param prunable why git would forget it, such as a directory that is gone
 */
public record WorktreeEntry(
        Path path,
        Optional<CommitId> head,
        Optional<BranchName> branch,
        boolean bare,
        Optional<String> lock,
        Optional<String> prunable) {

    /** Reads {@code git worktree list --porcelain -z}. */
    static List<WorktreeEntry> parse(byte[] printed) {
        List<WorktreeEntry> entries = new ArrayList<>();
        Map<String, String> record = new LinkedHashMap<>();
        for (String line : NulText.split(printed)) {
            if (line.isEmpty()) {
                entry(record).ifPresent(entries::add);
                record.clear();
                continue;
            }
            int space = line.indexOf(' ');
            record.put(space < 0 ? line : line.substring(0, space), space < 0 ? "" : line.substring(space + 1));
        }
        entry(record).ifPresent(entries::add);
        return entries;
    }

    private static Optional<WorktreeEntry> entry(Map<String, String> record) {
        return Optional.ofNullable(record.get("worktree"))
                .map(path -> new WorktreeEntry(
                        Path.of(path),
                        Optional.ofNullable(record.get("HEAD"))
                                .filter(id -> !id.matches("0+"))
                                .map(CommitId::new),
                        Optional.ofNullable(record.get("branch"))
                                .filter(ref -> ref.startsWith("refs/heads/"))
                                .map(ref -> ref.substring("refs/heads/".length()))
                                .filter(BranchName::isValid)
                                .map(BranchName::new),
                        record.containsKey("bare"),
                        Optional.ofNullable(record.get("locked")),
                        Optional.ofNullable(record.get("prunable"))));
    }
}
