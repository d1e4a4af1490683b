package dev.multistream.engine;

import dev.multistream.model.StreamId;
import dev.multistream.plan.Plan;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import dev.multistream.run.RunState;
import java.time.Instant;
import java.util.Optional;

/** When a stream's own time is up: its time-out after the start of its worktree, or after the run was resumed. */
record StreamClock(Plan plan, RunState state, Instant resumedAt) {

    Optional<Instant> deadline(Step step) {
        return step.stream()
                .flatMap(stream -> Optional.ofNullable(
                                plan.limits().streamTimeouts().get(stream))
                        .flatMap(limit -> begun(stream).map(begun -> begun.plus(limit))));
    }

    private Optional<Instant> begun(StreamId stream) {
        return plan.find(StepId.worktree(stream))
                .flatMap(step -> state.step(step.id()).started())
                .map(started -> started.isBefore(resumedAt) ? resumedAt : started);
    }
}
