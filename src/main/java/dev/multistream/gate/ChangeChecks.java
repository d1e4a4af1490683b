package dev.multistream.gate;

import dev.multistream.conflict.FileChange;
import dev.multistream.conflict.GlobSet;
import dev.multistream.model.GateSpec;
import dev.multistream.model.RepoPath;
import dev.multistream.run.Reason;
import dev.multistream.run.StreamWork;
import java.util.ArrayList;
import java.util.List;

/** The gates that look only at what was changed; pure. */
final class ChangeChecks {
    private ChangeChecks() {}

    /** Passes when a matching file has new content or a new name; a deletion alone does not count. */
    static Verdict changed(GateSpec.Changed check, StreamWork work) {
        GlobSet globs = GlobSet.of(check.paths());
        List<RepoPath> matching = work.files().stream()
                .filter(file -> file.kind() != FileChange.Kind.DELETED)
                .map(FileChange::path)
                .filter(globs::matches)
                .sorted()
                .toList();
        if (matching.isEmpty()) {
            return Verdict.finalRed(
                    Reason.GATE_FAILED,
                    "none of the " + Wording.count(work.files().size(), "changed file") + " matches '"
                            + String.join("', '", check.paths()) + "'");
        }
        String more = matching.size() > 1 ? " and " + (matching.size() - 1) + " more" : "";
        return Verdict.passed(List.of(), List.of("'" + matching.get(0) + "'" + more + " changed"));
    }

    /** Passes when neither limit is exceeded; lines are those added and those deleted together. */
    static Verdict size(GateSpec.DiffSize check, StreamWork work) {
        long lines = work.files().stream()
                .mapToLong(file -> (long) file.added() + file.deleted())
                .sum();
        long files = work.files().size();
        List<String> excesses = new ArrayList<>();
        check.lines().stream()
                .filter(most -> lines > most)
                .forEach(most -> excesses.add(
                        Wording.count(lines, "line") + " added or deleted, more than " + Wording.count(most, "line")));
        check.files().stream()
                .filter(most -> files > most)
                .forEach(most -> excesses.add(
                        Wording.count(files, "file") + " changed, more than " + Wording.count(most, "file")));
        if (!excesses.isEmpty()) {
            return Verdict.finalRed(Reason.GATE_FAILED, String.join("; ", excesses));
        }
        return Verdict.passed(
                List.of(),
                List.of(Wording.count(lines, "line") + " added or deleted in " + Wording.count(files, "file")));
    }
}
