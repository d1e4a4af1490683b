package dev.multistream.run;

/** How one attempt of a step ended. */
public sealed interface Outcome {

    /**
     * The step did what it was to do.
     *
     * @param flaky whether it took a repetition of the same thing
     */
    record Passed(boolean flaky) implements Outcome {}

    /** The work is wrong ({@link Reason.Kind#WORK}) or the world broke ({@link Reason.Kind#WORLD}). */
    record Failed(Reason reason, String message) implements Outcome {
        public boolean isWorld() {
            return reason.kind() == Reason.Kind.WORLD;
        }

        /** Whether the same thing may well go better next time; a bug will not. */
        public boolean mayPass() {
            return isWorld() && reason != Reason.BUG;
        }
    }

    /** Stopped on request. */
    record Cancelled(String why) implements Outcome {}

    /** Ended undecided: a person must act, then a further attempt decides. */
    record Waiting(WaitFor what, String message) implements Outcome {}

    /** What a waiting step waits for. */
    enum WaitFor {
        REVIEW,
        RESOLUTION
    }

    static Outcome passed() {
        return new Passed(false);
    }

    static Outcome failed(Reason reason, String message) {
        return new Failed(reason, message);
    }

    default StepStatus status() {
        if (this instanceof Passed) {
            return StepStatus.SUCCEEDED;
        }
        if (this instanceof Failed) {
            return StepStatus.FAILED;
        }
        return this instanceof Waiting ? StepStatus.WAITING : StepStatus.CANCELLED;
    }
}
