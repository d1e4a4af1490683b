package dev.multistream.plan;

import dev.multistream.model.AgentName;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.GateName;
import dev.multistream.model.RetrySpec;
import dev.multistream.model.StreamId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One node of the plan: what is done, after what, within which limits.
 *
 * <p>Steps name what they are about; the content (commands, globs, …) is looked up in the spec by the executor.
 */
public sealed interface Step {
    StepId id();

    Schedule schedule();

    /** The stream that the step belongs to; empty for steps of a checkpoint. */
    Optional<StreamId> stream();

    /** The checkpoint that the step belongs to; empty for steps of a stream. */
    Optional<CheckpointName> checkpoint();

    /** Which limit the step counts against. */
    Pool pool();

    /** A word for people and reports: {@code worktree}, {@code agent}, {@code gate}, {@code merge}, … */
    String kind();

    /**
     * When a step runs.
     *
     * @param timeout for one attempt
     * @param retry attempts after the first, as the engine makes them (a gate repeats itself inside one attempt)
     */
    record Schedule(List<Need> needs, Condition condition, Optional<Duration> timeout, RetrySpec retry) {
        public Schedule {
            needs = List.copyOf(needs);
        }
    }

    /** An edge of the DAG: {@code SUCCESS} is demanded, {@code SETTLED} only orders. */
    record Need(StepId step, Kind kind) {
        /** What the edge demands. */
        public enum Kind {
            SUCCESS,
            SETTLED
        }
    }

    /** When a step whose needs are all settled runs; looks at its {@code SUCCESS} needs only. */
    enum Condition {
        /** All of them succeeded. */
        ALL_SUCCEEDED,
        /** At least one of them succeeded. */
        ANY_SUCCEEDED,
        /** At least one of them failed or was skipped because of a failure. */
        ANY_FAILED,
        /** Whatever became of them. */
        ALWAYS
    }

    /** Limits that steps share. */
    enum Pool {
        /** Worktree creation. */
        WORKTREE,
        /** {@code limits.agents}. */
        AGENT,
        /** Gates of streams and checkpoints. */
        GATE,
        /** Merges and publications; each repository does one at a time anyway. */
        MERGE,
        /** Costs nothing. */
        NONE
    }

    /** Creates branch and worktree and makes it ready. */
    record PrepareWorktree(StepId id, StreamId of, Schedule schedule) implements OfStream {
        @Override
        public Pool pool() {
            return Pool.WORKTREE;
        }

        @Override
        public String kind() {
            return "worktree";
        }
    }

    /** Runs one member of a stream's team and commits what it left. */
    record RunAgent(StepId id, StreamId of, AgentName agent, Schedule schedule) implements OfStream {
        @Override
        public Pool pool() {
            return Pool.AGENT;
        }

        @Override
        public String kind() {
            return "agent";
        }
    }

    /** Runs a gate in a stream's worktree. */
    record RunGate(StepId id, StreamId of, GateName gate, Schedule schedule) implements OfStream {
        @Override
        public Pool pool() {
            return Pool.GATE;
        }

        @Override
        public String kind() {
            return "gate";
        }
    }

    /** Judges a stream's boundary, then merges its head into the checkpoint's result so far. */
    record MergeStream(StepId id, CheckpointName at, StreamId merged, Schedule schedule) implements OfCheckpoint {
        @Override
        public Pool pool() {
            return Pool.MERGE;
        }

        @Override
        public String kind() {
            return "merge";
        }
    }

    /** Runs a gate on the checkpoint's merged commit, in its integration worktree. */
    record RunCheckpointGate(StepId id, CheckpointName at, GateName gate, Schedule schedule) implements OfCheckpoint {
        @Override
        public Pool pool() {
            return Pool.GATE;
        }

        @Override
        public String kind() {
            return "gate";
        }
    }

    /** Waits until a person has approved exactly the merged commit. */
    record AwaitReview(StepId id, CheckpointName at, Schedule schedule) implements OfCheckpoint {
        @Override
        public Pool pool() {
            return Pool.NONE;
        }

        @Override
        public String kind() {
            return "review";
        }
    }

    /** Moves the target branch to the certified commit, and to nothing else. */
    record Publish(StepId id, CheckpointName at, Schedule schedule) implements OfCheckpoint {
        @Override
        public Pool pool() {
            return Pool.MERGE;
        }

        @Override
        public String kind() {
            return "publish";
        }
    }

    /** The part that all steps of a stream share. */
    sealed interface OfStream extends Step {
        StreamId of();

        @Override
        default Optional<StreamId> stream() {
            return Optional.of(of());
        }

        @Override
        default Optional<CheckpointName> checkpoint() {
            return Optional.empty();
        }
    }

    /** The part that all steps of a checkpoint share. */
    sealed interface OfCheckpoint extends Step {
        CheckpointName at();

        @Override
        default Optional<StreamId> stream() {
            return Optional.empty();
        }

        @Override
        default Optional<CheckpointName> checkpoint() {
            return Optional.of(at());
        }
    }
}
