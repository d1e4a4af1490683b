package dev.multistream.run;

import dev.multistream.conflict.Crossing;
import dev.multistream.conflict.FileConflict;
import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What one attempt found out or made; kept in the journal whether it passed or not. */
public sealed interface StepResult {

    /**
     * A worktree that is ready to work in.
     *
     * @param path absolute
     * @param base the commit that the branch started from
     * @param created whether harness made the branch in this run
     */
    record WorktreeReady(String path, BranchName branch, CommitId base, boolean created, List<Stage> stages)
            implements StepResult {
        public WorktreeReady {
            stages = List.copyOf(stages);
        }
    }

    /**
     * One timed piece of a preparation.
     *
     * @param startMillis milliseconds after the start of the attempt
     */
    record Stage(String name, long startMillis, long millis) {}

    /**
     * The end of an agent.
     *
     * @param exitCode of its process, if it had one that ended by itself
     * @param committed whether harness committed what it had left
     * @param work the stream's work so far; empty while other agents of the team are at it
     * @param notes things to know, such as what could not be committed
     */
    record AgentDone(OptionalInt exitCode, boolean committed, Optional<StreamWork> work, List<String> notes)
            implements StepResult {
        public AgentDone {
            notes = List.copyOf(notes);
        }
    }

    /**
     * What a gate found.
     *
     * @param commit what was judged
     * @param tries each run of the command, in order; empty for gates without a command
     * @param tests the user's own test results, if reports were read
     * @param coverage percentage of covered lines, if measured
     * @param findings sentences for people: why it is red, or what it saw
     */
    record GateDone(
            CommitId commit,
            List<GateTry> tries,
            Optional<TestReport> tests,
            OptionalDouble coverage,
            List<String> findings)
            implements StepResult {
        public GateDone {
            tries = List.copyOf(tries);
            findings = List.copyOf(findings);
        }
    }

    /** One run of a gate's command; no exit code when it was stopped or did not start. */
    record GateTry(OptionalInt exitCode, long millis, boolean timedOut) {}

    /**
     * The merge of one stream into a checkpoint.
     *
     * @param target the tip of the target branch when the checkpoint began
     * @param onto what the stream was merged onto: the target, or the previous stream's merge
     * @param head the stream's head that was merged
     * @param merged the merge commit; empty when the stream was left out
     * @param tree the merged tree
     * @param simulated the tree that the simulation before it gave; differs from {@code tree} only after a resolution
     */
    record StreamMerged(
            CommitId target,
            CommitId onto,
            CommitId head,
            Optional<CommitId> merged,
            Optional<CommitId> tree,
            Optional<CommitId> simulated,
            List<Crossing> crossings,
            List<FileConflict> conflicts,
            StreamWork work)
            implements StepResult {
        public StreamMerged {
            crossings = List.copyOf(crossings);
            conflicts = List.copyOf(conflicts);
        }
    }

    /** A review step's answer: the commit that it is about, and the decision if there was one. */
    record Reviewed(CommitId commit, Optional<Review> review) implements StepResult {}

    /**
     * The target branch moved.
     *
     * @param kept the private ref that holds the old tip
     * @param worktree the main worktree that was updated too, if the branch was checked out there
     */
    record Published(BranchName into, CommitId from, CommitId to, String kept, Optional<String> worktree)
            implements StepResult {}
}
