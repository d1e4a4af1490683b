package dev.multistream.run;

import java.util.EnumSet;
import java.util.Set;

/** How a run stands, by what became of its steps; where several results apply, the first of {@link RunResult} wins. */
public final class Verdict {
    private Verdict() {}

    /** The result if the run ended now. */
    public static RunResult of(RunState state) {
        Set<RunResult> found = EnumSet.of(RunResult.PASSED);
        state.cancel().ifPresent(cancel -> {
            switch (cancel.cause()) {
                case INTERRUPT, COMMAND -> found.add(RunResult.INTERRUPTED);
                case TERMINATE -> found.add(RunResult.TERMINATED);
                case ON_FAILURE -> found.add(RunResult.FAILED);
            }
        });
        state.steps().values().forEach(step -> found.add(of(step)));
        return found.iterator().next();
    }

    private static RunResult of(StepState step) {
        if (step.status() == StepStatus.WAITING) {
            return RunResult.WAITING;
        }
        if (step.status() == StepStatus.CANCELLED) {
            return RunResult.FAILED;
        }
        if (step.status() != StepStatus.FAILED) {
            return RunResult.PASSED;
        }
        return step.outcome()
                .map(outcome -> outcome instanceof Outcome.Failed failed ? of(failed.reason()) : RunResult.FAILED)
                .orElse(RunResult.FAILED);
    }

    private static RunResult of(Reason reason) {
        if (reason == Reason.BUG) {
            return RunResult.BUG;
        }
        if (reason.kind() == Reason.Kind.WORLD) {
            return RunResult.INFRASTRUCTURE;
        }
        if (reason == Reason.BOUNDARY) {
            return RunResult.BOUNDARY;
        }
        return reason == Reason.CONFLICT ? RunResult.CONFLICT : RunResult.FAILED;
    }
}
