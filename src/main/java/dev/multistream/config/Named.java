package dev.multistream.config;

import java.util.Optional;

/**
 * One entry of a map of the user's own names.
 *
 * @param where the place of the name
 * @param value empty when what stands there could not be read; the name counts as declared nevertheless
 */
record Named<T>(String name, Where where, Optional<Found<T>> value) {}
