package dev.multistream.run;

import dev.multistream.conflict.FileChange;
import dev.multistream.model.CommitId;
import java.time.Instant;
import java.util.List;

/**
 * What a stream has done since its base: facts from git, not claims.
 *
 * @param base the commit that the stream started from
 * @param head the tip of its branch
 * @param commits the newest first, at most 200
 * @param commitCount all of them
 */
public record StreamWork(CommitId base, CommitId head, List<Commit> commits, int commitCount, List<FileChange> files) {

    /** One commit, its subject line only. */
    public record Commit(CommitId id, String author, Instant at, String subject) {}

    public StreamWork {
        commits = List.copyOf(commits);
        files = List.copyOf(files);
    }

    public int added() {
        return files.stream().mapToInt(FileChange::added).sum();
    }

    public int deleted() {
        return files.stream().mapToInt(FileChange::deleted).sum();
    }
}
