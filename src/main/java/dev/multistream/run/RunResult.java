package dev.multistream.run;

/** How a run ended, with its exit code. Where several apply, the one named first wins. */
public enum RunResult {
    /** A bug in harness itself. */
    BUG(70),
    INTERRUPTED(130),
    TERMINATED(143),
    TIMED_OUT(124),
    INFRASTRUCTURE(6),
    BOUNDARY(5),
    CONFLICT(4),
    FAILED(1),
    WAITING(3),
    PASSED(0);

    private final int exitCode;

    RunResult(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
