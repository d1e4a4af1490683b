package dev.multistream.git;

import dev.multistream.conflict.FileChange;
import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import dev.multistream.run.StreamWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happened between two commits: the commits and the files. */
public final class GitHistory {
    private static final int LISTED_COMMITS = 200;

    private final RepositoryContext context;

    GitHistory(RepositoryContext context) {
        this.context = context;
    }

    /** What was done from a base to a head. */
    public StreamWork work(CommitId base, CommitId head) throws GitException, InterruptedException {
        return new StreamWork(base, head, commits(base, head), count(base, head), diff(base, head));
    }

    /** The commits that are in {@code head} and not in {@code base}, the newest first, at most 200. */
    public List<StreamWork.Commit> commits(CommitId base, CommitId head) throws GitException, InterruptedException {
        byte[] printed = context.git()
                .require(context.reading(
                        "log",
                        "-z",
                        "--max-count=" + LISTED_COMMITS,
                        "--format=%H%n%ct%n%an%n%s",
                        base + ".." + head,
                        "--"))
                .stdout();
        List<StreamWork.Commit> commits = new ArrayList<>();
        for (String record : NulText.split(printed)) {
            String[] lines = record.split("\n", 4);
            commits.add(new StreamWork.Commit(
                    new CommitId(lines[0]),
                    lines[2],
                    Instant.ofEpochSecond(Long.parseLong(lines[1])),
                    lines.length > 3 ? lines[3] : ""));
        }
        return commits;
    }

    /** How many commits are in {@code head} and not in {@code base}. */
    public int count(CommitId base, CommitId head) throws GitException, InterruptedException {
        return Integer.parseInt(context.git().line(context.reading("rev-list", "--count", base + ".." + head, "--")));
    }

    /** The files that differ between two commits or trees, renames recognised, in the order of their new paths. */
    public List<FileChange> diff(CommitId base, CommitId head) throws GitException, InterruptedException {
        byte[] printed = context.git()
                .require(context.reading(
                        "diff-tree",
                        "-r",
                        "-z",
                        "-M",
                        "--raw",
                        "--numstat",
                        "--no-ext-diff",
                        "--no-textconv",
                        "--ignore-submodules=none",
                        base.value(),
                        head.value(),
                        "--"))
                .stdout();
        return parse(NulText.split(printed));
    }

    private record Lines(int added, int deleted, boolean binary) {}

    private record Raw(String oldMode, String newMode, char status, Optional<String> oldPath, String path) {}

    /* All raw records come first, each beginning with a colon, then all counts. */
    private static List<FileChange> parse(List<String> tokens) {
        List<Raw> raws = new ArrayList<>();
        int at = 0;
        while (at < tokens.size() && tokens.get(at).startsWith(":")) {
            String[] words = tokens.get(at).substring(1).split(" ");
            char status = words[4].charAt(0);
            boolean two = status == 'R' || status == 'C';
            String first = tokens.get(at + 1);
            raws.add(
                    two
                            ? new Raw(words[0], words[1], status, Optional.of(first), tokens.get(at + 2))
                            : new Raw(words[0], words[1], status, Optional.empty(), first));
            at += two ? 3 : 2;
        }
        Map<String, Lines> lines = counts(tokens.subList(at, tokens.size()));
        List<FileChange> changes = new ArrayList<>();
        for (Raw raw : raws) {
            Lines count = lines.getOrDefault(raw.path(), new Lines(0, 0, false));
            changes.add(new FileChange(
                    new RepoPath(raw.path()),
                    raw.oldPath().map(RepoPath::new),
                    kind(raw),
                    count.added(),
                    count.deleted(),
                    count.binary()));
        }
        return changes;
    }

    private static Map<String, Lines> counts(List<String> tokens) {
        Map<String, Lines> lines = new LinkedHashMap<>();
        int at = 0;
        while (at < tokens.size()) {
            String[] parts = tokens.get(at).split("\t", 3);
            boolean renamed = parts[2].isEmpty();
            boolean binary = parts[0].equals("-");
            lines.put(
                    renamed ? tokens.get(at + 2) : parts[2],
                    binary
                            ? new Lines(0, 0, true)
                            : new Lines(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), false));
            at += renamed ? 3 : 1;
        }
        return lines;
    }

    private static FileChange.Kind kind(Raw raw) {
        return switch (raw.status()) {
            case 'A', 'C' -> FileChange.Kind.ADDED;
            case 'D' -> FileChange.Kind.DELETED;
            case 'R' -> FileChange.Kind.RENAMED;
            case 'T' -> FileChange.Kind.TYPE_CHANGED;
            default -> raw.oldMode().equals(raw.newMode()) ? FileChange.Kind.MODIFIED : FileChange.Kind.TYPE_CHANGED;
        };
    }
}
