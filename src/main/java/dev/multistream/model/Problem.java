package dev.multistream.model;

import java.util.Optional;

/**
 * Something wrong with what the user wrote, at its place.
 *
 * @param path where in the document, such as {@code streams.auth.agents.security.timeout}; empty for none
 * @param code a stable dotted id, such as {@code key.unknown}
 * @param excerpt the source line that the place points into, for the caret
 */
public record Problem(
        Severity severity,
        Optional<Place> place,
        String path,
        String code,
        String message,
        Optional<String> hint,
        Optional<String> excerpt) {

    /** Errors end a command with exit 2; warnings are printed by {@code lint} and {@code validate}. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /** An error without a place, for arguments and the like. */
    public static Problem error(String code, String message, Optional<String> hint) {
        return new Problem(Severity.ERROR, Optional.empty(), "", code, message, hint, Optional.empty());
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
