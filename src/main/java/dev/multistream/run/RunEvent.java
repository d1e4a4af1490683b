package dev.multistream.run;

import dev.multistream.model.BranchName;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.CommitId;
import dev.multistream.model.RunId;
import dev.multistream.plan.StepId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One thing that happened in a run; the run state is the fold of these and of nothing else.
 *
 * <p>An event that announces an act is written before the act, so that a crash leaves a question which a resume can
 * answer, never an unrecorded act.
 */
public sealed interface RunEvent {

    /** Whether the entry must be on the disk before anything follows from it. */
    default boolean durable() {
        return true;
    }

    /**
     * The first event of every journal.
     *
     * @param file absolute path of the harness.yaml; a copy lies in the run's directory
     * @param bases every commit-ish that the file names as a base, resolved once; {@code ""} is the current branch's tip
     * @param inputs values given with {@code --set}
     * @param options what was chosen on the command line
     */
    record RunStarted(
            RunId run,
            String name,
            String file,
            String version,
            Map<String, CommitId> bases,
            Map<String, String> inputs,
            RunOptions options,
            Actor by)
            implements RunEvent {
        public RunStarted {
            bases = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(bases));
            inputs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        }
    }

    /** A further process took the run up; steps that ran when the last one died are finished as interrupted next. */
    record RunResumed(String version, Actor by) implements RunEvent {}

    /** An attempt begins. */
    record StepStarted(StepId step, int attempt) implements RunEvent {}

    /** What a step says of itself while it runs: a claim, shown and nothing else. */
    record StepProgressed(StepId step, int attempt, OptionalDouble fraction, String task) implements RunEvent {
        @Override
        public boolean durable() {
            return false;
        }
    }

    /**
     * An attempt ended; exactly one for each {@link StepStarted}.
     *
     * @param log path of the attempt's log relative to the run's directory, if it wrote one
     */
    record StepFinished(StepId step, int attempt, Outcome outcome, Optional<StepResult> result, Optional<Log> log)
            implements RunEvent {}

    /** A log file and its size in bytes. */
    record Log(String path, long bytes) {}

    /** The step will be tried again, not before {@code due}. */
    record RetryPlanned(StepId step, int attempt, Instant due, String why) implements RunEvent {}

    /** The step will not run. */
    record StepSkipped(StepId step, SkipReason reason, String because) implements RunEvent {}

    /** Settled or waiting steps are to be done anew, as a further attempt; steps that hang on them as well. */
    record StepsReset(List<StepId> steps, String why) implements RunEvent {
        public StepsReset {
            steps = List.copyOf(steps);
        }
    }

    /** A person approved or rejected. */
    record ReviewGiven(Review review) implements RunEvent {}

    /** The run is to stop; {@code atOnce} without grace. */
    record CancelRequested(Actor by, boolean atOnce, Cause cause) implements RunEvent {}

    /** What made a run stop. */
    enum Cause {
        /** SIGINT, as Ctrl-C sends it. */
        INTERRUPT,
        /** SIGTERM or SIGHUP. */
        TERMINATE,
        /** {@code harness cancel} or the page. */
        COMMAND,
        /** {@code on-failure: stop}. */
        ON_FAILURE
    }

    /** A published checkpoint was undone. */
    record RolledBack(
            CheckpointName checkpoint, BranchName into, CommitId from, CommitId to, boolean byRevert, Actor by)
            implements RunEvent {}

    /** Something that a reader should know and no other event says. */
    record Noted(Level level, String message) implements RunEvent {}

    /** How loud a note is. */
    enum Level {
        INFO,
        WARNING
    }

    /** This process has done all it can; the run may be resumed where something waits. */
    record RunEnded(RunResult result) implements RunEvent {}
}
