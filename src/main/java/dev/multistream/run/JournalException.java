package dev.multistream.run;

/** The journal could not be written or read: the run must stop, since nothing may happen that is not recorded. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }

    public JournalException(String message) {
        super(message);
    }
}
