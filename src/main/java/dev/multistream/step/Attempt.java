package dev.multistream.step;

import dev.multistream.engine.StepExecutor;
import dev.multistream.plan.StepId;
import dev.multistream.run.StepResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One attempt at a step in progress: what it may know, where it logs, and how it is told to stop.
 *
 * <p>Stopping is thread-safe; the rest belongs to the step's thread.
 */
final class Attempt {
    /** What is done when the attempt is to stop. */
    interface OnStop {
        void stop(boolean atOnce);
    }

    private final StepExecutor.Start start;
    private final StepExecutor.Listener listener;
    private final Path log;
    /* Guarded by this, with the two flags. */
    private final List<OnStop> stops = new ArrayList<>();
    private boolean asked;
    private boolean atOnce;

    Attempt(StepExecutor.Start start, StepExecutor.Listener listener, Path log) {
        this.start = start;
        this.listener = listener;
        this.log = log;
    }

    StepExecutor.Start start() {
        return start;
    }

    StepId id() {
        return start.step().id();
    }

    Path log() {
        return log;
    }

    void progressed(double fraction, String task) {
        listener.progressed(fraction, task);
    }

    /** What another step found, as the kind of result that it gives. */
    <T extends StepResult> Optional<T> result(StepId step, Class<T> kind) {
        return start.results().apply(step).filter(kind::isInstance).map(kind::cast);
    }

    /** Registers what ends the work that now begins; done at once where the stop came before. */
    void onStop(OnStop stop) {
        boolean now;
        boolean hard;
        synchronized (this) {
            stops.add(stop);
            now = asked;
            hard = atOnce;
        }
        if (now) {
            stop.stop(hard);
        }
    }

    void stop(boolean hard) {
        List<OnStop> all;
        synchronized (this) {
            asked = true;
            atOnce |= hard;
            all = List.copyOf(stops);
        }
        all.forEach(one -> one.stop(hard));
    }

    synchronized boolean isAsked() {
        return asked;
    }
}
