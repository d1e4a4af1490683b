package dev.multistream.model;

import java.util.Optional;

/**
 * The live conflict watch.
 *
 * @param watch true, false, or empty for the default
 */
public record ConflictWatchSpec(Optional<Boolean> watch, Optional<GateName> gate) {}
