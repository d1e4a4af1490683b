package dev.multistream.engine;

import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import dev.multistream.run.Outcome;
import dev.multistream.run.Review;
import dev.multistream.run.RunEvent;
import dev.multistream.run.StepResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Does steps.
 *
 * <p>{@link #start} is called on the loop's thread and returns at once; the work goes on elsewhere and ends with exactly
 * one {@link Listener#finished}, also after a cancel and also when it throws. A step may be started again after a
 * crash of harness in the middle of it: executors find out what was already done and neither repeat nor lose it.
 */
public interface StepExecutor {
    /** Begins an attempt. */
    Running start(Start start, Listener listener);

    /**
     * What an attempt may know.
     *
     * @param attempt counts from 1
     * @param results what other steps found; answers for every step that this one comes after
     * @param reviews decisions given so far for the step's checkpoint
     * @param afterCrash whether the attempt before this one was cut off by a death of harness
     * @param deadline when the time of the step's stream is up
     */
    record Start(
            Step step,
            int attempt,
            Function<StepId, Optional<StepResult>> results,
            List<Review> reviews,
            boolean afterCrash,
            Optional<Instant> deadline) {}

    /** A handle on work in progress; may be called from any thread, any number of times. */
    interface Running {
        /** Asks the work to end; {@code atOnce} without grace. It still ends with {@link Listener#finished}. */
        void cancel(boolean atOnce);
    }

    /** Where an attempt reports to; may be called from any thread. */
    interface Listener {
        /** A claim of the step about itself: how far (0 to 1, or NaN for unknown) and at what. */
        void progressed(double fraction, String task);

        /** The end. */
        void finished(Outcome outcome, Optional<StepResult> result, Optional<RunEvent.Log> log);
    }
}
