package dev.multistream.step;

import dev.multistream.git.GitException;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.StepResult;
import java.io.IOException;
import java.util.Optional;

/** What is done for one kind of step; blocks the step's thread. */
interface StepWork {
    Done perform(Attempt attempt) throws GitException, IOException, InterruptedException;

    /** How an attempt ended and what it found. */
    record Done(Outcome outcome, Optional<StepResult> result) {
        static Done passed(StepResult result) {
            return new Done(Outcome.passed(), Optional.of(result));
        }

        static Done failed(Reason reason, String message) {
            return new Done(Outcome.failed(reason, message), Optional.empty());
        }

        static Done failed(Reason reason, String message, StepResult result) {
            return new Done(Outcome.failed(reason, message), Optional.of(result));
        }
    }
}
