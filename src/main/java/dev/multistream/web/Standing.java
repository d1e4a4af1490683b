package dev.multistream.web;

import dev.multistream.run.SkipReason;
import dev.multistream.run.StepState;
import dev.multistream.run.StepStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a stream or checkpoint stands; derived from its steps, never stored.
 *
 * @param begun when its first step started
 * @param ended when its last step ended, once nothing more will happen to it
 */
record Standing(StepStatus state, Optional<Instant> begun, Optional<Instant> ended) {
    private static final List<StepStatus> LOUDEST_FIRST = List.of(
            StepStatus.RUNNING,
            StepStatus.WAITING,
            StepStatus.FAILED,
            StepStatus.CANCELLED,
            StepStatus.PENDING,
            StepStatus.SKIPPED);

    /**
     * The standing of all these steps together: the loudest status wins, except that a half-done one between two
     * steps counts as running, and a step left out by its condition as done.
     */
    static Standing of(Collection<StepState> steps) {
        Set<StepStatus> seen = EnumSet.noneOf(StepStatus.class);
        for (StepState step : steps) {
            boolean leftOut =
                    step.skip().filter(why -> why == SkipReason.CONDITION).isPresent();
            seen.add(leftOut && steps.size() > 1 ? StepStatus.SUCCEEDED : step.status());
        }
        StepStatus loudest =
                LOUDEST_FIRST.stream().filter(seen::contains).findFirst().orElse(StepStatus.SUCCEEDED);
        boolean between = loudest == StepStatus.PENDING && seen.contains(StepStatus.SUCCEEDED);
        return of(between ? StepStatus.RUNNING : loudest, steps);
    }

    /** The standing of a checkpoint: once it published it stands well, also when it left a stream out. */
    static Standing ofCheckpoint(Collection<StepState> steps, StepState publish) {
        return publish.status() == StepStatus.SUCCEEDED ? of(StepStatus.SUCCEEDED, steps) : of(steps);
    }

    private static Standing of(StepStatus state, Collection<StepState> steps) {
        Optional<Instant> begun =
                steps.stream().flatMap(step -> step.started().stream()).min(Comparator.naturalOrder());
        Optional<Instant> ended = state.isSettled()
                ? steps.stream().flatMap(step -> step.finished().stream()).max(Comparator.naturalOrder())
                : Optional.empty();
        return new Standing(state, begun, ended);
    }
}
