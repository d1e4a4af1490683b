package dev.multistream.run;

/** Where a step stands. Nothing more: a time-out is FAILED with a reason, a retry is the next attempt. */
public enum StepStatus {
    PENDING,
    RUNNING,
    /** Its last attempt ended without a decision that only a person can make; no process is held. */
    WAITING,
    SUCCEEDED,
    FAILED,
    CANCELLED,
    SKIPPED;

    /** Whether nothing more will happen to the step by itself. */
    public boolean isSettled() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED || this == SKIPPED;
    }
}
