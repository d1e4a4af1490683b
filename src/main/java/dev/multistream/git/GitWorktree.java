package dev.multistream.git;

import dev.multistream.git.CommitOutcome.Captured;
import dev.multistream.git.CommitOutcome.Why;
import dev.multistream.git.GitException.Kind;
import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import dev.multistream.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One checked-out worktree: what is uncommitted in it, and what is done about that. */
public final class GitWorktree {
    private final RepositoryContext context;
    private final Path path;
    private final Path gitDirectory;
    private final WorktreeCapture capture;
    private final GitRefs refs;

    private GitWorktree(RepositoryContext context, GitRefs refs, Path path, Path gitDirectory) {
        this.context = context;
        this.path = path;
        this.gitDirectory = gitDirectory;
        this.refs = refs;
        this.capture = new WorktreeCapture(context, refs, path, gitDirectory);
    }

    static GitWorktree open(RepositoryContext context, GitRefs refs, Path path)
            throws GitException, InterruptedException {
        if (!Files.isDirectory(path)) {
            throw new GitException(
                    Kind.WORKTREE, "the worktree " + path + " is missing; restore it, or start the" + " stream afresh");
        }
        GitCommand ask = GitCommand.reading(path, "rev-parse", "--path-format=absolute");
        Path common = Path.of(context.git().line(ask.plus("--git-common-dir")));
        if (!Places.real(common).equals(Places.real(context.facts().commonDirectory()))) {
            throw new GitException(
                    Kind.WORKTREE,
                    path + " belongs to the repository at " + common + ", not to "
                            + context.facts().commonDirectory() + "; somebody has changed its '.git' file");
        }
        Path top = Path.of(context.git().line(ask.plus("--show-toplevel")));
        if (!Places.real(top).equals(Places.real(path))) {
            throw new GitException(Kind.WORKTREE, path + " is not a worktree but a directory of the worktree " + top);
        }
        return new GitWorktree(context, refs, top, Path.of(context.git().line(ask.plus("--absolute-git-dir"))));
    }

    public Path path() {
        return path;
    }

    /** What is not committed. */
    public WorktreeStatus status() throws GitException, InterruptedException {
        byte[] printed = context.git()
                .require(GitCommand.reading(
                        path,
                        "status",
                        "--porcelain=v2",
                        "-z",
                        "--branch",
                        "--untracked-files=all",
                        "--ignore-submodules=none",
                        "--no-renames"))
                .stdout();
        return StatusReader.read(printed, gitDirectory);
    }

    /**
     * Keeps everything uncommitted under a private ref, touching neither index nor HEAD nor files.
     *
     * @param prefix the next free number under it becomes the ref's name
     * @return empty when there is nothing to keep
     */
    public Optional<Captured> capture(String prefix, String message) throws GitException, InterruptedException {
        return capture.capture(status(), prefix, message);
    }

    /** Commits everything that is left in the worktree and not ignored, or says why not and keeps it. */
    public CommitOutcome commitAll(CommitRequest request) throws GitException, InterruptedException {
        WorktreeStatus status = status();
        if (status.operation().isPresent() || status.unmerged()) {
            String what = status.operation().orElse("merge");
            return refused(request, status, Why.OPERATION, "a " + what + " is not finished in " + path);
        }
        if (!status.branch().equals(Optional.of(request.branch()))) {
            String where = status.branch().map(name -> "branch '" + name + "'").orElse("no branch");
            return refused(
                    request,
                    status,
                    Why.OTHER_BRANCH,
                    path + " is on " + where + ", not on '" + request.branch() + "'");
        }
        if (status.isClean()) {
            return new CommitOutcome.Nothing(status.nested());
        }
        return request.how().hooks() ? commit(request, status) : context.lock().during(() -> commit(request, status));
    }

    private CommitOutcome refused(CommitRequest request, WorktreeStatus status, Why why, String detail)
            throws GitException, InterruptedException {
        Optional<Captured> kept = capture.capture(status, request.capturePrefix(), request.message());
        if (kept.isEmpty() && why == Why.OTHER_BRANCH && status.head().isPresent()) {
            kept = Optional.of(capture.keep(status.head().get(), request.capturePrefix()));
        }
        return new CommitOutcome.Refused(why, detail, kept, status.nested());
    }

    private CommitOutcome commit(CommitRequest request, WorktreeStatus status)
            throws GitException, InterruptedException {
        context.git().require(WorktreeCapture.addAll(path, status.nested()));
        if (context.git().test(GitCommand.reading(path, "diff-index", "--cached", "--quiet", "HEAD", "--"))) {
            return new CommitOutcome.Nothing(status.nested());
        }
        GitCommand commit = commitCommand(request);
        CommandRunner.Captured captured = context.git().run(commit);
        if (captured.exitCode() != 0) {
            if (request.how().hooks() || request.how().sign()) {
                return refused(
                        request,
                        status,
                        Why.DECLINED,
                        GitProgram.failure(commit, captured).getMessage());
            }
            throw GitProgram.failure(commit, captured);
        }
        CommitId head = status().head().orElseThrow(() -> new GitException(Kind.FAILED, path + " has no commit"));
        if (status.head().equals(Optional.of(head))) {
            throw new GitException(Kind.FAILED, "git committed nothing in " + path + " although it said so");
        }
        return new CommitOutcome.Committed(head, status.nested());
    }

    private GitCommand commitCommand(CommitRequest request) {
        List<String> words = new ArrayList<>(List.of("commit", "-q", "--cleanup=verbatim", "--no-status"));
        words.add(request.how().sign() ? "--gpg-sign" : "--no-gpg-sign");
        if (!request.how().hooks()) {
            words.add("--no-verify");
        }
        words.addAll(List.of("-F", "-"));
        GitCommand command = GitCommand.writing(path)
                .plus(words)
                .withHooks(request.how().hooks())
                .input(request.message().endsWith("\n") ? request.message() : request.message() + "\n");
        return request.identity().configured()
                ? command
                : command.setting("user.name=" + request.identity().name())
                        .setting("user.email=" + request.identity().email());
    }

    /**
     * Captures what is uncommitted, then puts the worktree on the branch at the commit, with no changes and no untracked
     * files. Ignored files and nested repositories stay.
     *
     * @return where what was uncommitted is kept; empty when there was nothing
     */
    public Optional<Captured> captureAndReset(BranchName branch, CommitId commit, String prefix, String message)
            throws GitException, InterruptedException {
        WorktreeStatus status = status();
        Optional<Captured> kept = capture.capture(status, prefix, message);
        if (kept.isEmpty() && status.head().isPresent() && !status.head().get().equals(commit)) {
            kept = Optional.of(capture.keep(status.head().get(), prefix));
        }
        // The branch may be elsewhere than what is checked out; its commits are work too.
        Optional<CommitId> tip = refs.branchTip(branch);
        if (tip.isPresent() && !tip.get().equals(commit)) {
            Captured held = capture.keep(tip.get(), prefix);
            kept = kept.isPresent() ? kept : Optional.of(held);
        }
        Optional<CommitId> head = status.head()
                .filter(one -> !one.equals(commit) && !Optional.of(one).equals(tip));
        if (head.isPresent()) {
            capture.keep(head.get(), prefix);
        }
        context.lock().during(() -> {
            forgetOperation();
            context.git().require(GitCommand.writing(path, "symbolic-ref", "HEAD", branch.ref()));
            context.git()
                    .require(GitCommand.writing(
                            path, "reset", "-q", "--hard", "--no-recurse-submodules", commit.value()));
            return context.git().require(GitCommand.writing(path, "clean", "-fdq"));
        });
        return kept;
    }

    private void forgetOperation() throws GitException {
        try {
            for (String mark : List.of("rebase-merge", "rebase-apply", "sequencer")) {
                FileTree.delete(gitDirectory.resolve(mark));
            }
        } catch (IOException e) {
            throw new GitException(
                    Kind.DISK, "state of git in " + gitDirectory + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    /** Puts a file as it lies here into the object store; empty when there is none. Links and submodules are not taken. */
    public Optional<FileVersion> store(RepoPath file) throws GitException, InterruptedException {
        Path place = path.resolve(file.value());
        if (!java.nio.file.Files.isRegularFile(place, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        String object = context.git().line(GitCommand.writing(path, "hash-object", "-w", "--", file.value()));
        return Optional.of(new FileVersion(java.nio.file.Files.isExecutable(place) ? "100755" : "100644", object));
    }

    /** Whether a file is tracked here; a directory counts when it holds a tracked file. */
    public boolean isTracked(RepoPath file) throws GitException, InterruptedException {
        return context.git()
                        .require(GitCommand.reading(path, "ls-files", "-z", "--", file.value())
                                .environment(java.util.Map.of("GIT_LITERAL_PATHSPECS", "1")))
                        .stdout()
                        .length
                > 0;
    }
}
