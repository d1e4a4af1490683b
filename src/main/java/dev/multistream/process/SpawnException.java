package dev.multistream.process;

/** A program could not be started. */
public final class SpawnException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean missing;

    /** @param missing whether the program does not exist or is not executable */
    public SpawnException(String message, boolean missing, Throwable cause) {
        super(message, cause);
        this.missing = missing;
    }

    /** @param missing whether the program does not exist or is not executable */
    public SpawnException(String message, boolean missing) {
        super(message);
        this.missing = missing;
    }

    /** Whether the program does not exist or is not executable, in contrast to a fault of the machine. */
    public boolean isMissing() {
        return missing;
    }
}
