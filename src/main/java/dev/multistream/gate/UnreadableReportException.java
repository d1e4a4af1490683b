package dev.multistream.gate;

/** A report is missing, too old, too large or not what it should be; the message names the file and is for users. */
final class UnreadableReportException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableReportException(String message) {
        super(message);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
