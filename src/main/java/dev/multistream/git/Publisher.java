package dev.multistream.git;

import dev.multistream.git.GitException.Kind;
import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import dev.multistream.process.CommandRunner.Captured;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Moves users' branches: from exactly one commit to exactly one other, or not at all.
 *
 * <p>A branch that is checked out somewhere moves together with that worktree, and only when nothing in it would be
 * lost: changed tracked files, or files in the way of new ones, are a refusal that touches nothing.
 */
public final class Publisher {
    private static final int NAMED_FILES = 5;

    private final RepositoryContext context;
    private final GitRepository repository;

    Publisher(RepositoryContext context, GitRepository repository) {
        this.context = context;
        this.repository = repository;
    }

    /**
     * Moves a branch forward. Repeating it after it succeeded changes nothing.
     *
     * @throws GitException of kind NOT_FAST_FORWARD, MOVED or DIRTY
     */
    public Publication fastForward(BranchName branch, CommitId from, CommitId to)
            throws GitException, InterruptedException {
        if (!repository.objects().isAncestor(from, to)) {
            throw new GitException(
                    Kind.NOT_FAST_FORWARD,
                    to.brief() + " does not descend from " + from.brief() + ", so branch '" + branch
                            + "' was not moved");
        }
        return move(branch, from, to, "harness: publish", "git merge --ff-only " + to.value());
    }

    /**
     * Moves a branch back to where it was.
     *
     * @param from where it must be
     * @throws GitException of kind MOVED or DIRTY
     */
    public Publication moveBack(BranchName branch, CommitId from, CommitId to)
            throws GitException, InterruptedException {
        return move(branch, from, to, "harness: roll back", "git reset --keep " + to.value());
    }

    private Publication move(BranchName branch, CommitId from, CommitId to, String why, String command)
            throws GitException, InterruptedException {
        return context.lock().during(() -> {
            CommitId tip = repository
                    .refs()
                    .branchTip(branch)
                    .orElseThrow(() -> new GitException(
                            Kind.BRANCH_MISSING,
                            "there is no branch '" + branch + "' in "
                                    + context.facts().root()));
            Optional<WorktreeEntry> holder =
                    repository.worktrees().holding(branch).filter(entry -> Files.isDirectory(entry.path()));
            Optional<Path> place = holder.map(WorktreeEntry::path);
            if (tip.equals(to)) {
                return new Publication(branch, from, to, place, true);
            }
            if (!tip.equals(from)) {
                throw new GitException(
                        Kind.MOVED,
                        "branch '" + branch + "' is at " + tip.brief() + " and not at " + from.brief()
                                + " any more, so it was not moved");
            }
            if (place.isPresent()) {
                moveWithWorktree(new Move(branch, from, to, why, command), place.get());
            } else {
                repository.refs().update(List.of(RefChange.move(branch.ref(), from, to)), why);
            }
            return new Publication(branch, from, to, place, false);
        });
    }

    private record Move(BranchName branch, CommitId from, CommitId to, String why, String command) {}

    private void moveWithWorktree(Move move, Path place) throws GitException, InterruptedException {
        GitWorktree worktree = repository.worktree(place);
        WorktreeStatus status = worktree.status();
        if (status.operation().isPresent()) {
            throw dirty(move, place, "a " + status.operation().get() + " is not finished there");
        }
        if (!status.changed().isEmpty() && !hasFilesOf(move.to(), place)) {
            throw dirty(move, place, "it has changes in " + names(status.changed()));
        }
        if (status.changed().isEmpty()) {
            List<RepoPath> inTheWay = inTheWay(move, place);
            if (!inTheWay.isEmpty()) {
                throw dirty(move, place, "files that are not tracked there would be overwritten: " + names(inTheWay));
            }
            updateFiles(move, place);
        }
        updateRef(move, place);
        Optional<CommitId> now = repository.refs().branchTip(move.branch());
        if (!now.equals(Optional.of(move.to()))) {
            throw new GitException(
                    Kind.MOVED,
                    "branch '" + move.branch() + "' was moved to "
                            + now.map(CommitId::brief).orElse("nowhere") + " by another program at the same moment");
        }
    }

    /* A process that died between files and ref leaves exactly this; then only the ref is missing. */
    private boolean hasFilesOf(CommitId commit, Path place) throws GitException, InterruptedException {
        refresh(place);
        return context.git().test(GitCommand.reading(place, "diff-index", "--cached", "--quiet", commit.value(), "--"))
                && context.git().test(GitCommand.reading(place, "diff-files", "--quiet"));
    }

    private void refresh(Path place) throws GitException, InterruptedException {
        context.git().run(GitCommand.writing(place, "update-index", "-q", "--refresh"));
    }

    /* Git refuses as a whole when a file is in the way. */
    private void updateFiles(Move move, Path place) throws GitException, InterruptedException {
        refresh(place);
        GitCommand files = twoTreeUpdate(place, move.from(), move.to());
        Captured captured = context.git().run(files);
        if (captured.exitCode() != 0) {
            GitException failure = GitProgram.failure(files, captured);
            boolean refused = captured.stderr().contains("overwritten")
                    || captured.stderr().contains("not uptodate");
            throw refused ? dirty(move, place, failure.stderr()) : failure;
        }
    }

    private void updateRef(Move move, Path place) throws GitException, InterruptedException {
        try {
            repository.refs().update(List.of(RefChange.move(move.branch().ref(), move.from(), move.to())), move.why());
        } catch (GitException e) {
            context.git().require(twoTreeUpdate(place, move.to(), move.from()));
            throw e;
        }
    }

    private static GitCommand twoTreeUpdate(Path place, CommitId from, CommitId to) {
        return GitCommand.writing(place, "read-tree", "-m", "-u", "--no-recurse-submodules", from.value(), to.value());
    }

    /* Ignored files count as well: git itself would overwrite them without a word. */
    private List<RepoPath> inTheWay(Move move, Path place) throws GitException, InterruptedException {
        byte[] added = context.git()
                .require(context.reading(
                        "diff-tree",
                        "-r",
                        "-z",
                        "--no-renames",
                        "--name-only",
                        "--diff-filter=A",
                        move.from().value(),
                        move.to().value(),
                        "--"))
                .stdout();
        return NulText.split(added).stream()
                .filter(path -> Files.exists(place.resolve(path), LinkOption.NOFOLLOW_LINKS)
                        && !Files.isDirectory(place.resolve(path), LinkOption.NOFOLLOW_LINKS))
                .map(RepoPath::new)
                .toList();
    }

    private static GitException dirty(Move move, Path place, String why) {
        return new GitException(
                Kind.DIRTY,
                "branch '" + move.branch() + "' is checked out in " + place + ", and " + why
                        + "; nothing was changed. Commit or put aside what is there, then run `" + move.command()
                        + "` in it, or let harness try again with `harness resume`");
    }

    private static String names(List<RepoPath> paths) {
        String listed = String.join(
                ", ", paths.stream().limit(NAMED_FILES).map(RepoPath::value).toList());
        return paths.size() > NAMED_FILES ? listed + " and more" : listed;
    }

    /**
     * Makes one commit on top of a tip that takes back what came between two commits, which are in its history.
     *
     * @return the new commit, held by no ref yet: move the branch to it with {@link #fastForward}
     * @throws GitException of kind CONFLICT when later work changed the same lines
     */
    public CommitId revert(CommitId before, CommitId after, CommitId tip, String message, Signature by)
            throws GitException, InterruptedException {
        GitObjects objects = repository.objects();
        // A merge whose base is what was published, with the tip on one side and the state before it on the other.
        CommitId base = objects.commitTree(objects.treeOf(after), List.of(), "base", by, by);
        CommitId ours = objects.commitTree(objects.treeOf(tip), List.of(base), "tip", by, by);
        CommitId theirs = objects.commitTree(objects.treeOf(before), List.of(base), "before", by, by);
        MergeResult merged = repository.merges().merge(ours, theirs);
        if (merged instanceof MergeResult.Conflicted conflicted) {
            throw new GitException(
                    Kind.CONFLICT,
                    "what came between " + before.brief() + " and " + after.brief()
                            + " cannot be taken back by itself: later commits changed the same lines of "
                            + names(conflicted.conflicts().stream()
                                    .map(conflict -> conflict.path())
                                    .toList())
                            + "; revert it by hand with `git revert -m 1`");
        }
        return objects.commitTree(merged.tree(), List.of(tip), message, by, by);
    }
}
