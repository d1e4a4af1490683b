package dev.multistream.run;

/** Why a step was not run. */
public enum SkipReason {
    /** Something that it needs did not succeed. */
    UPSTREAM,
    /** Its {@code if} does not hold, without anything having failed. */
    CONDITION,
    /** The run was cancelled before it started. */
    CANCELLED
}
