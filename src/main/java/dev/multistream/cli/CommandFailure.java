package dev.multistream.cli;

import java.util.Optional;

/** Ends a command with a message for the user and an exit code; no bug. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;
    private final String hint;

    CommandFailure(int exitCode, String message, String hint) {
        super(message);
        this.exitCode = exitCode;
        this.hint = hint;
    }

    static CommandFailure usage(String message, String hint) {
        return new CommandFailure(ExitCode.USAGE, message, hint);
    }

    int exitCode() {
        return exitCode;
    }

    Optional<String> hint() {
        return hint.isEmpty() ? Optional.empty() : Optional.of(hint);
    }
}
