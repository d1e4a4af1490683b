package dev.multistream.git;

import dev.multistream.git.CommitOutcome.Captured;
import dev.multistream.git.GitException.Kind;
import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a commit of a worktree's uncommitted work under a private ref, through a copy of its index.
 *
 * <p>The copy keeps the modification time of the index: git finds edits made within one clock tick by comparing with
 * it, and would miss them otherwise.
 */
final class WorktreeCapture {
    private final RepositoryContext context;
    private final GitRefs refs;
    private final Path path;
    private final Path gitDirectory;

    WorktreeCapture(RepositoryContext context, GitRefs refs, Path path, Path gitDirectory) {
        this.context = context;
        this.refs = refs;
        this.path = path;
        this.gitDirectory = gitDirectory;
    }

    /** Everything but ignored files and nested repositories; the latter would become links to commits nobody has. */
    static GitCommand addAll(Path path, List<RepoPath> nested) {
        List<String> specs = new ArrayList<>(List.of(":(top)"));
        nested.forEach(directory -> specs.add(":(top,exclude,literal)" + directory));
        return GitCommand.writing(path, "add", "-A", "--pathspec-from-file=-", "--pathspec-file-nul")
                .setting("core.splitIndex=false")
                .setting("advice.addEmbeddedRepo=false")
                .input(GitObjects.nul(specs));
    }

    Optional<Captured> capture(WorktreeStatus status, String prefix, String message)
            throws GitException, InterruptedException {
        if (status.changed().isEmpty()
                && status.untracked().isEmpty()
                && status.operation().isEmpty()) {
            return Optional.empty();
        }
        Path directory = context.temporary();
        try {
            Path index = directory.resolve("index");
            if (Files.exists(gitDirectory.resolve("index"))) {
                Files.copy(gitDirectory.resolve("index"), index, StandardCopyOption.COPY_ATTRIBUTES);
            }
            Map<String, String> own = Map.of("GIT_INDEX_FILE", index.toString());
            context.git().require(addAll(path, status.nested()).environment(own));
            String tree =
                    context.git().line(GitCommand.writing(path, "write-tree").environment(own));
            Optional<CommitId> commit = commit(tree, status, message);
            return commit.isEmpty() ? Optional.empty() : Optional.of(keep(commit.get(), prefix));
        } catch (IOException e) {
            throw new GitException(Kind.DISK, "the index of " + path + " cannot be copied: " + e.getMessage(), e);
        } finally {
            GitObjects.discard(directory);
        }
    }

    /* Other heads of a merge in progress become parents too, so that they are not lost with it. */
    private Optional<CommitId> commit(String tree, WorktreeStatus status, String message)
            throws GitException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("commit-tree", "--no-gpg-sign", tree));
        if (status.head().isPresent()) {
            String head = status.head().get().value();
            if (status.operation().isEmpty()
                    && context.git()
                            .line(GitCommand.reading(path, "rev-parse", "-q", "--verify", head + "^{tree}"))
                            .equals(tree)) {
                return Optional.empty();
            }
            words.addAll(List.of("-p", head));
        }
        for (String other : List.of("MERGE_HEAD", "REBASE_HEAD", "ORIG_HEAD")) {
            Optional<CommitId> parent = operationHead(status, other);
            if (parent.isPresent() && !parent.equals(status.head())) {
                words.addAll(List.of("-p", parent.get().value()));
            }
        }
        words.addAll(List.of("-F", "-"));
        return Optional.of(new CommitId(context.git()
                .line(GitCommand.writing(path)
                        .plus(words)
                        .setting("user.name=" + GitIdentity.HARNESS.name())
                        .setting("user.email=" + GitIdentity.HARNESS.email())
                        .input(message + "\n"))));
    }

    private Optional<CommitId> operationHead(WorktreeStatus status, String name)
            throws GitException, InterruptedException {
        if (status.operation().isEmpty()) {
            return Optional.empty();
        }
        var captured = context.git().run(GitCommand.reading(path, "rev-parse", "-q", "--verify", name + "^{commit}"));
        return captured.exitCode() == 0
                ? Optional.of(new CommitId(captured.text().strip()))
                : Optional.empty();
    }

    /** Makes the next free number under the prefix a ref to the commit. */
    Captured keep(CommitId commit, String prefix) throws GitException, InterruptedException {
        return context.lock().during(() -> {
            int next = 1;
            for (Map.Entry<String, CommitId> kept : refs.list(prefix).entrySet()) {
                if (kept.getValue().equals(commit)) {
                    return new Captured(kept.getKey(), commit);
                }
                next = Math.max(next, number(kept.getKey().substring(prefix.length())) + 1);
            }
            String ref = prefix + next;
            refs.update(List.of(RefChange.create(ref, commit)), "harness: capture");
            return new Captured(ref, commit);
        });
    }

    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }
}
