package dev.multistream.engine;

import dev.multistream.plan.StepId;
import dev.multistream.run.Actor;
import dev.multistream.run.Outcome;
import dev.multistream.run.Review;
import dev.multistream.run.RunEvent;
import dev.multistream.run.StepResult;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What reaches the loop from outside: the only way to change anything of a run. */
public sealed interface Input {

    /** An attempt ended. */
    record StepEnded(StepId step, int attempt, Outcome outcome, Optional<StepResult> result, Optional<RunEvent.Log> log)
            implements Input {}

    /** A running step says something of itself. */
    record StepClaimed(StepId step, int attempt, OptionalDouble fraction, String task) implements Input {}

    /** Stop the run. */
    record Cancel(Actor by, boolean atOnce, RunEvent.Cause cause) implements Input {}

    /** A person decided about a checkpoint. */
    record Decided(Review review) implements Input {}

    /** A published checkpoint was undone. */
    record UndoDone(RunEvent.RolledBack event) implements Input {}

    /** Do these steps anew, with everything that hangs on them; steps that run or are pending are left alone. */
    record Redo(List<StepId> steps, String why) implements Input {
        public Redo {
            steps = List.copyOf(steps);
        }
    }

    /** Something worth knowing. */
    record Note(RunEvent.Level level, String message) implements Input {}

    /** Time has come for a planned retry. */
    record Tick() implements Input {}
}
