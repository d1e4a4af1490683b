package dev.multistream.process;

/** A short command did not end in its time and was killed. */
public final class CommandTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CommandTimeoutException(String message) {
        super(message);
    }
}
