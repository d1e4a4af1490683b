package dev.multistream.gate;

/** The directory for the red half of a red-green gate could not be made. */
public final class ScratchTreeException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param message what happened and what to do, for users */
    public ScratchTreeException(String message, Throwable cause) {
        super(message, cause);
    }
}
