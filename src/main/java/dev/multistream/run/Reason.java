package dev.multistream.run;

/**
 * Why a step did not pass: the one classification from which retry, JUnit element, exit code and colour follow.
 *
 * <p>The codes are stable and appear in the journal, in JUnit XML ({@code type}) and in JSON reports.
 */
public enum Reason {
    AGENT_FAILED("agent.failed", Kind.WORK),
    AGENT_TIMEOUT("agent.timeout", Kind.WORK),
    GATE_FAILED("gate.failed", Kind.WORK),
    GATE_TIMEOUT("gate.timeout", Kind.WORK),
    GATE_UNREADABLE("gate.unreadable", Kind.WORK),
    GATE_FLAKY("gate.flaky", Kind.WORK),
    SETUP_FAILED("setup.failed", Kind.WORK),
    STREAM_TIMEOUT("stream.timeout", Kind.WORK),
    POLICY("policy.broken", Kind.WORK),
    BOUNDARY("boundary.crossed", Kind.WORK),
    CONFLICT("merge.conflict", Kind.WORK),
    /** It contains the work of a stream that was left out. */
    NEED_LEFT_OUT("need.left-out", Kind.WORK),
    REVIEW_REJECTED("review.rejected", Kind.WORK),
    TARGET_MOVED("target.moved", Kind.WORK),
    TARGET_DIRTY("target.dirty", Kind.WORK),
    HEAD_MOVED("head.moved", Kind.WORK),
    BRANCH_REFUSED("branch.refused", Kind.WORK),
    AGENT_MISSING("agent.missing", Kind.WORLD),
    SPAWN("spawn", Kind.WORLD),
    GIT("git", Kind.WORLD),
    DISK("disk", Kind.WORLD),
    SURVIVORS("process.survived", Kind.WORLD),
    /** The command declared itself infrastructure by exit code 75 (EX_TEMPFAIL of sysexits.h). */
    TEMPORARY("temporary", Kind.WORLD),
    /** Harness died while the step ran. */
    INTERRUPTED("interrupted", Kind.WORLD),
    BUG("bug", Kind.WORLD);

    /** Whose fault it is. */
    public enum Kind {
        /** The work is wrong: failed. */
        WORK,
        /** The world broke: errored. */
        WORLD
    }

    private final String code;
    private final Kind kind;

    Reason(String code, Kind kind) {
        this.code = code;
        this.kind = kind;
    }

    public String code() {
        return code;
    }

    public Kind kind() {
        return kind;
    }
}
