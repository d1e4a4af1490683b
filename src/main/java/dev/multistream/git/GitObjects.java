package dev.multistream.git;

import dev.multistream.git.GitException.Kind;
import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import dev.multistream.process.CommandRunner.Captured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Commits, trees and blobs: found, read, and written without touching any worktree or ref. */
public final class GitObjects {
    private final RepositoryContext context;

    GitObjects(RepositoryContext context) {
        this.context = context;
    }

    /** The commit that a branch, tag, abbreviation or expression such as {@code HEAD~2} names, if there is one. */
    public Optional<CommitId> resolve(String commitish) throws GitException, InterruptedException {
        if (commitish.isBlank() || commitish.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        Captured captured = context.git()
                .run(context.reading("rev-parse", "-q", "--verify", "--end-of-options", commitish + "^{commit}"));
        return captured.exitCode() == 0
                ? Optional.of(new CommitId(captured.text().strip()))
                : Optional.empty();
    }

    /** The tree of a commit. */
    public CommitId treeOf(CommitId commit) throws GitException, InterruptedException {
        return new CommitId(context.git().line(context.reading("rev-parse", "-q", "--verify", commit + "^{tree}")));
    }

    /** The parents of a commit, the first one first. */
    public List<CommitId> parentsOf(CommitId commit) throws GitException, InterruptedException {
        String line = context.git().line(context.reading("rev-list", "--parents", "-n", "1", commit.value()));
        List<String> words = List.of(line.strip().split(" "));
        return words.subList(1, words.size()).stream().map(CommitId::new).toList();
    }

    /** Every file (and link, and submodule) of a commit or tree, by path. */
    public List<RepoPath> listTree(CommitId treeish) throws GitException, InterruptedException {
        Captured captured = context.git()
                .require(context.reading("ls-tree", "-r", "-z", "--name-only", "--full-tree", treeish.value()));
        return NulText.split(captured.stdout()).stream().map(RepoPath::new).toList();
    }

    /** What a commit or tree has at a path, if it is not a directory. */
    public Optional<FileVersion> entry(CommitId treeish, RepoPath path) throws GitException, InterruptedException {
        Captured captured = context.git()
                .require(context.reading("ls-tree", "-z", "--full-tree", treeish.value(), "--", path.value())
                        .environment(Map.of("GIT_LITERAL_PATHSPECS", "1")));
        for (String line : NulText.split(captured.stdout())) {
            String[] words = line.substring(0, line.indexOf('\t')).split(" ");
            if (line.substring(line.indexOf('\t') + 1).equals(path.value()) && !words[1].equals("tree")) {
                return Optional.of(new FileVersion(words[0], words[2]));
            }
        }
        return Optional.empty();
    }

    /** The content of a file in a commit or tree; empty when there is none, or when it is larger than the bound. */
    public Optional<byte[]> readFile(CommitId treeish, RepoPath path, long maxBytes)
            throws GitException, InterruptedException {
        Optional<FileVersion> version = entry(treeish, path);
        if (version.isEmpty() || version.get().mode().equals("160000")) {
            return Optional.empty();
        }
        return Optional.ofNullable(readBlobs(List.of(version.get().object()), maxBytes)
                .get(version.get().object()));
    }

    /** The contents of blobs by name; those larger than the bound, and those that are missing, are left out. */
    public Map<String, byte[]> readBlobs(List<String> names, long maxBytes) throws GitException, InterruptedException {
        List<String> small = new ArrayList<>();
        for (String line : context.git()
                .line(context.reading("cat-file", "--batch-check").input(lines(names)))
                .split("\n")) {
            String[] words = line.split(" ");
            if (words.length == 3 && words[1].equals("blob") && Long.parseLong(words[2]) <= maxBytes) {
                small.add(words[0]);
            }
        }
        if (small.isEmpty()) {
            return Map.of();
        }
        byte[] printed = context.git()
                .require(context.reading("cat-file", "--batch").input(lines(small)))
                .stdout();
        return batch(printed);
    }

    private static Map<String, byte[]> batch(byte[] printed) {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        int at = 0;
        while (at < printed.length) {
            int end = at;
            while (printed[end] != '\n') {
                end++;
            }
            String[] words = new String(printed, at, end - at, StandardCharsets.UTF_8).split(" ");
            int size = Integer.parseInt(words[2]);
            byte[] content = new byte[size];
            System.arraycopy(printed, end + 1, content, 0, size);
            contents.put(words[0], content);
            at = end + 1 + size + 1;
        }
        return contents;
    }

    private static String lines(List<String> names) {
        return String.join("\n", names) + "\n";
    }

    /** Whether the first commit is the second one or in its history. */
    public boolean isAncestor(CommitId ancestor, CommitId descendant) throws GitException, InterruptedException {
        return context.git().test(context.reading("merge-base", "--is-ancestor", ancestor.value(), descendant.value()));
    }

    /** The best common ancestor, if there is any. */
    public Optional<CommitId> mergeBase(CommitId one, CommitId other) throws GitException, InterruptedException {
        Captured captured = context.git().run(context.reading("merge-base", one.value(), other.value()));
        return captured.exitCode() == 0
                ? Optional.of(new CommitId(captured.text().strip()))
                : Optional.empty();
    }

    /** Whether a commit has submodules or files that git-lfs keeps elsewhere. */
    public Traits traits(CommitId commit) throws GitException, InterruptedException {
        boolean submodules = entry(commit, new RepoPath(".gitmodules")).isPresent();
        boolean lfs = context.git()
                .test(context.reading(
                        "grep", "-q", "-F", "-e", "filter=lfs", commit.value(), "--", ":(top,glob)**/.gitattributes"));
        return new Traits(submodules, lfs);
    }

    /**
     * What in a commit needs more than git itself.
     *
     * @param lfs whether attributes hand some files to git-lfs
     */
    public record Traits(boolean submodules, boolean lfs) {}

    /** Writes content as a blob and answers its name. */
    public String writeBlob(byte[] content) throws GitException, InterruptedException {
        return context.git()
                .line(context.writing("hash-object", "-w", "--stdin").input(content));
    }

    /** A tree like {@code base} with some paths replaced, or removed where the new version is empty. */
    public CommitId writeTree(CommitId base, Map<RepoPath, Optional<FileVersion>> changes)
            throws GitException, InterruptedException {
        Path directory = context.temporary();
        try {
            Map<String, String> index =
                    Map.of("GIT_INDEX_FILE", directory.resolve("index").toString());
            context.git().require(context.writing("read-tree", base.value()).environment(index));
            context.git()
                    .require(context.writing("update-index", "-z", "--index-info")
                            .environment(index)
                            .input(indexInfo(changes)));
            return new CommitId(context.git().line(context.writing("write-tree").environment(index)));
        } finally {
            discard(directory);
        }
    }

    private byte[] indexInfo(Map<RepoPath, Optional<FileVersion>> changes) {
        StringBuilder removals = new StringBuilder();
        StringBuilder additions = new StringBuilder();
        changes.forEach((path, version) -> {
            removals.append("0 ")
                    .append(context.facts().format().zero())
                    .append('\t')
                    .append(path)
                    .append('\0');
            version.ifPresent(file -> additions
                    .append(file.mode())
                    .append(' ')
                    .append(file.object())
                    .append('\t')
                    .append(path)
                    .append('\0'));
        });
        return removals.append(additions).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Makes a commit that no ref holds yet; the same arguments give the same name. */
    public CommitId commitTree(
            CommitId tree, List<CommitId> parents, String message, Signature author, Signature committer)
            throws GitException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("commit-tree", "--no-gpg-sign", tree.value()));
        parents.forEach(parent -> words.addAll(List.of("-p", parent.value())));
        words.addAll(List.of("-F", "-"));
        return new CommitId(context.git()
                .line(context.writing()
                        .plus(words)
                        .setting("i18n.commitEncoding=UTF-8")
                        .environment(Map.of(
                                "GIT_AUTHOR_NAME", author.name(),
                                "GIT_AUTHOR_EMAIL", author.email(),
                                "GIT_AUTHOR_DATE", author.date(),
                                "GIT_COMMITTER_NAME", committer.name(),
                                "GIT_COMMITTER_EMAIL", committer.email(),
                                "GIT_COMMITTER_DATE", committer.date()))
                        .input(message.endsWith("\n") ? message : message + "\n")));
    }

    /** The lines of both sides where they differ, ours first: what {@code union} means. */
    public byte[] unionMerge(byte[] base, byte[] ours, byte[] theirs) throws GitException, InterruptedException {
        Path directory = context.temporary();
        try {
            Files.write(directory.resolve("base"), base);
            Files.write(directory.resolve("ours"), ours);
            Files.write(directory.resolve("theirs"), theirs);
            return context.git()
                    .require(GitCommand.reading(
                            directory, "merge-file", "--union", "-p", "--", "ours", "base", "theirs"))
                    .stdout();
        } catch (IOException e) {
            throw new GitException(Kind.DISK, "a file for merging cannot be written: " + e.getMessage(), e);
        } finally {
            discard(directory);
        }
    }

    static void discard(Path directory) throws GitException {
        try {
            FileTree.delete(directory);
        } catch (IOException e) {
            throw new GitException(Kind.DISK, directory + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    /** The bytes of texts, each ended by NUL, as git reads them with {@code -z}. */
    static byte[] nul(List<String> texts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String text : texts) {
            bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            bytes.write(0);
        }
        return bytes.toByteArray();
    }
}
