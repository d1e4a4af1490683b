package dev.multistream.cli;

/** Exit codes beside those of a run's result; stable. */
final class ExitCode {
    static final int OK = 0;
    static final int FAILED = 1;
    /** Usage, or the file. */
    static final int USAGE = 2;

    static final int WAITING = 3;
    static final int INFRASTRUCTURE = 6;
    /** Another run holds the repository. */
    static final int HELD = 7;
    /** A bug in harness. */
    static final int BUG = 70;

    private ExitCode() {}
}
