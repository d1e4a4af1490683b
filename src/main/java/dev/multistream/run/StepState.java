package dev.multistream.run;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of one step.
 *
 * @param attempt the number of the current or last attempt; 0 before the first
 * @param retries attempts made again because of an outcome, since the last reset
 * @param due when a planned retry may start
 * @param why why it was skipped or reset
 */
public record StepState(
        StepStatus status,
        int attempt,
        int retries,
        Optional<Instant> started,
        Optional<Instant> finished,
        Optional<Instant> due,
        Optional<Outcome> outcome,
        Optional<StepResult> result,
        Optional<RunEvent.Log> log,
        OptionalDouble progress,
        Optional<String> task,
        Optional<SkipReason> skip,
        Optional<String> why) {

    static final StepState PENDING = new StepState(
            StepStatus.PENDING,
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    StepState startedAt(Instant at, int number) {
        return new StepState(
                StepStatus.RUNNING,
                number,
                retries,
                Optional.of(at),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    StepState progressed(OptionalDouble fraction, String newTask) {
        return new StepState(
                status,
                attempt,
                retries,
                started,
                finished,
                due,
                outcome,
                result,
                log,
                fraction.isPresent() ? fraction : progress,
                newTask.isEmpty() ? task : Optional.of(newTask),
                skip,
                why);
    }

    StepState finishedAt(Instant at, RunEvent.StepFinished event) {
        return new StepState(
                event.outcome().status(),
                attempt,
                retries,
                started,
                Optional.of(at),
                Optional.empty(),
                Optional.of(event.outcome()),
                event.result(),
                event.log(),
                progress,
                task,
                Optional.empty(),
                Optional.empty());
    }

    /** Pending again; what the last attempt found stays visible until the next one starts. */
    StepState again(int retriesSoFar, Optional<Instant> notBefore, String because) {
        return new StepState(
                StepStatus.PENDING,
                attempt,
                retriesSoFar,
                started,
                finished,
                notBefore,
                outcome,
                result,
                log,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(because));
    }

    StepState skipped(SkipReason reason, String because) {
        return new StepState(
                StepStatus.SKIPPED,
                attempt,
                retries,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.of(reason),
                Optional.of(because));
    }

    /** Whether it did not succeed because of a failure, its own or one before it. */
    public boolean isFailure() {
        return status == StepStatus.FAILED
                || status == StepStatus.CANCELLED
                || skip.filter(reason -> reason != SkipReason.CONDITION).isPresent();
    }
}
