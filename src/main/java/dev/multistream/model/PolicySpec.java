package dev.multistream.model;

import java.util.Optional;

/** A rule about streams: where {@code when} holds, {@code require} must hold. Regular expressions are Java's. */
public record PolicySpec(Optional<String> whenTask, Optional<String> whenRole, Requirement require) {

    /** What is demanded. */
    public sealed interface Requirement {}

    /** A member with this role in the team. */
    public record Role(String role) implements Requirement {}

    /** A gate of this name. */
    public record Gate(GateName gate) implements Requirement {}
}
