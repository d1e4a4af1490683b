package dev.multistream.engine;

import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import dev.multistream.run.RunState;
import dev.multistream.run.SkipReason;
import dev.multistream.run.StepState;
import dev.multistream.run.StepStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a step whose needs are all settled runs, and if not why: pure rules over its needs. */
final class Readiness {
    private Readiness() {}

    /** Empty when the step may run. */
    static Optional<SkipReason> skip(Step step, RunState state) {
        List<StepState> demanded = demanded(step).stream().map(state::step).toList();
        boolean allGood = demanded.stream().allMatch(need -> need.status() == StepStatus.SUCCEEDED);
        boolean anyGood = demanded.stream().anyMatch(need -> need.status() == StepStatus.SUCCEEDED);
        boolean anyFailure = demanded.stream().anyMatch(StepState::isFailure);
        boolean runs = switch (step.schedule().condition()) {
            case ALL_SUCCEEDED -> allGood;
            case ANY_SUCCEEDED -> anyGood;
            case ANY_FAILED -> anyFailure;
            case ALWAYS -> true;
        };
        if (runs) {
            return Optional.empty();
        }
        boolean broken = step.schedule().condition() != Step.Condition.ANY_FAILED && anyFailure;
        return Optional.of(broken ? SkipReason.UPSTREAM : SkipReason.CONDITION);
    }

    /** The sentence for a skip: what did not succeed, by name. */
    static String because(Step step, RunState state) {
        String unmet = demanded(step).stream()
                .filter(id -> state.step(id).status() != StepStatus.SUCCEEDED)
                .map(id -> id + " " + word(state.step(id)))
                .collect(Collectors.joining(", "));
        return unmet.isEmpty() ? "nothing before it failed" : unmet;
    }

    private static String word(StepState state) {
        return switch (state.status()) {
            case FAILED -> "failed";
            case CANCELLED -> "was cancelled";
            case SKIPPED -> "was skipped";
            case PENDING, RUNNING, WAITING, SUCCEEDED -> "is open";
        };
    }

    private static List<StepId> demanded(Step step) {
        return step.schedule().needs().stream()
                .filter(need -> need.kind() == Step.Need.Kind.SUCCESS)
                .map(Step.Need::step)
                .toList();
    }
}
