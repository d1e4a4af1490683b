package dev.multistream.step;

import dev.multistream.git.CommitOutcome;
import dev.multistream.git.CommitRequest;
import dev.multistream.git.GitException;
import dev.multistream.git.GitIdentity;
import dev.multistream.git.GitRepository;
import dev.multistream.git.GitWorktree;
import dev.multistream.git.PrivateRefs;
import dev.multistream.model.CommitId;
import dev.multistream.model.StreamSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The agents of one stream that are at work in its worktree: who is the last commits what they left.
 *
 * <p>Thread-safe; the lock is held while git works in the worktree, so that no agent starts in the middle of a commit.
 */
final class StreamTeam {
    private final RunContext context;
    private final GitRepository git;
    private final StreamSpec stream;
    /* Guarded by this. */
    private int working;

    StreamTeam(RunContext context, GitRepository git, StreamSpec stream) {
        this.context = context;
        this.git = git;
        this.stream = stream;
    }

    /**
     * What was left when an agent ended.
     *
     * @param committed whether harness made a commit
     * @param refused why it could not, one sentence
     * @param notes for people
     * @param alone whether no other agent of the stream was at work
     */
    record Left(boolean committed, Optional<String> refused, List<String> notes, boolean alone) {
        Left {
            notes = List.copyOf(notes);
        }
    }

    /**
     * An agent begins.
     *
     * @param redo the commit that the worktree is put back to, where this attempt repeats one that a crash cut off;
     *     what lies in the worktree is kept under a private ref first
     * @return notes for people
     */
    synchronized List<String> enter(Path place, Optional<CommitId> redo) throws GitException, InterruptedException {
        List<String> notes = new ArrayList<>();
        if (redo.isPresent() && working == 0) {
            GitWorktree worktree = git.worktree(place);
            Optional<CommitOutcome.Captured> kept = worktree.captureAndReset(
                    stream.branch(),
                    redo.get(),
                    PrivateRefs.captured(context.run(), stream.id()),
                    "work of stream '" + stream.id() + "' when harness died");
            kept.ifPresent(
                    captured -> notes.add("what the interrupted attempt had done is kept under " + captured.ref()));
        }
        working++;
        return notes;
    }

    /** An agent has ended, in whatever way; with the last one what is uncommitted is committed. */
    synchronized Left leave(Path place, String message) throws GitException, InterruptedException {
        working--;
        if (working > 0) {
            return new Left(false, Optional.empty(), List.of(), false);
        }
        if (!context.spec().commit().auto()) {
            boolean clean = git.worktree(place).status().isClean();
            return new Left(
                    false,
                    Optional.empty(),
                    clean ? List.of() : List.of("uncommitted work was left as it is (commit: { mode: never })"),
                    true);
        }
        GitIdentity identity = git.identity();
        CommitOutcome outcome = git.worktree(place)
                .commitAll(new CommitRequest(
                        stream.branch(),
                        message,
                        identity,
                        context.spec().commit(),
                        PrivateRefs.captured(context.run(), stream.id())));
        return left(outcome, identity);
    }

    private static Left left(CommitOutcome outcome, GitIdentity identity) {
        List<String> notes = new ArrayList<>();
        outcome.nested()
                .forEach(nested ->
                        notes.add("'" + nested + "' is a repository of its own; its content is not committed"));
        if (outcome instanceof CommitOutcome.Refused refused) {
            refused.captured().ifPresent(kept -> notes.add("what was uncommitted is kept under " + kept.ref()));
            return new Left(false, Optional.of(refused.detail()), notes, true);
        }
        boolean committed = outcome instanceof CommitOutcome.Committed;
        if (committed && !identity.configured()) {
            notes.add("committed as " + identity.name() + " <" + identity.email() + ">, since git knows no user.name");
        }
        return new Left(committed, Optional.empty(), notes, true);
    }
}
