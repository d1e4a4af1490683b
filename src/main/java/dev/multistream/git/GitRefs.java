package dev.multistream.git;

import dev.multistream.git.GitException.Kind;
import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import dev.multistream.process.CommandRunner.Captured;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Branches and private refs: read, and changed by compare-and-swap only. */
public final class GitRefs {
    private final RepositoryContext context;

    GitRefs(RepositoryContext context) {
        this.context = context;
    }

    /** The commit at the tip of a branch, if the branch exists. */
    public Optional<CommitId> branchTip(BranchName branch) throws GitException, InterruptedException {
        return read(branch.ref());
    }

    /** The commit that a full ref holds, if it exists. */
    public Optional<CommitId> read(String ref) throws GitException, InterruptedException {
        Captured captured = context.git()
                .run(context.reading("rev-parse", "-q", "--verify", "--end-of-options", ref + "^{commit}"));
        return captured.exitCode() == 0
                ? Optional.of(new CommitId(captured.text().strip()))
                : Optional.empty();
    }

    /** Every ref under a prefix that ends in a slash, with the object that it holds, by name. */
    public Map<String, CommitId> list(String prefix) throws GitException, InterruptedException {
        String printed =
                context.git().line(context.reading("for-each-ref", "--format=%(objectname) %(refname)", prefix));
        Map<String, CommitId> refs = new LinkedHashMap<>();
        for (String line : printed.split("\n")) {
            int space = line.indexOf(' ');
            if (space > 0) {
                refs.put(line.substring(space + 1), new CommitId(line.substring(0, space)));
            }
        }
        return refs;
    }

    /** Whether harness made the branch: then the commit that it started from. */
    public Optional<CommitId> madeFrom(BranchName branch) throws GitException, InterruptedException {
        return read(PrivateRefs.made(branch));
    }

    /**
     * Makes all changes or none.
     *
     * @param why for the reflog
     * @throws GitException of kind MOVED when a ref is not where it was expected
     */
    public void update(List<RefChange> changes, String why) throws GitException, InterruptedException {
        StringBuilder script = new StringBuilder("start\0");
        for (RefChange change : changes) {
            append(script, change);
        }
        script.append("prepare\0commit\0");
        context.lock().during(() -> {
            GitCommand command = context.writing("update-ref", "-m", why, "-z", "--stdin")
                    .input(script.toString().getBytes(StandardCharsets.UTF_8));
            Captured captured = context.git().run(command);
            if (captured.exitCode() != 0) {
                throw refusal(changes, GitProgram.failure(command, captured));
            }
            return changes;
        });
    }

    private void append(StringBuilder script, RefChange change) {
        String zero = context.facts().format().zero();
        String from = change.checked() ? change.from().map(CommitId::value).orElse(zero) : "";
        if (change.to().isPresent()) {
            script.append("update ").append(change.ref()).append('\0');
            script.append(change.to().get()).append('\0').append(from).append('\0');
        } else {
            script.append("delete ")
                    .append(change.ref())
                    .append('\0')
                    .append(from)
                    .append('\0');
        }
    }

    private static GitException refusal(List<RefChange> changes, GitException failure) {
        if (failure.kind() != Kind.MOVED) {
            return failure;
        }
        String names = String.join(", ", changes.stream().map(RefChange::ref).toList());
        return new GitException(
                Kind.MOVED,
                names + ": not where expected, so nothing was changed (" + failure.stderr() + ")",
                failure.stderr());
    }

    /** Deletes a branch (and the mark that harness made it) that is at {@code tip} and checked out nowhere. */
    public void deleteBranch(BranchName branch, CommitId tip) throws GitException, InterruptedException {
        context.lock().during(() -> {
            for (WorktreeEntry entry : WorktreeEntry.parse(context.git()
                    .require(context.reading("worktree", "list", "--porcelain", "-z"))
                    .stdout())) {
                if (entry.branch().equals(Optional.of(branch))) {
                    throw new GitException(
                            Kind.BRANCH_IN_USE,
                            "branch '" + branch + "' is checked out in " + entry.path() + " and was not deleted");
                }
            }
            Optional<CommitId> made = madeFrom(branch);
            List<RefChange> changes = made.isPresent()
                    ? List.of(
                            RefChange.delete(branch.ref(), tip), RefChange.delete(PrivateRefs.made(branch), made.get()))
                    : List.of(RefChange.delete(branch.ref(), tip));
            update(changes, "harness: delete branch " + branch);
            return branch;
        });
    }

    /** Whether a remote is known to have the commit: some remote-tracking ref contains it. */
    public boolean isPushed(CommitId commit) throws GitException, InterruptedException {
        return !context.git()
                .line(context.reading(
                        "for-each-ref", "--count=1", "--contains=" + commit, "--format=%(refname)", "refs/remotes/"))
                .isEmpty();
    }
}
