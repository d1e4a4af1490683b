package dev.multistream.model;

import java.util.Optional;

/** A value given on the command line with {@code --set name=value}. */
public record InputSpec(Optional<String> defaultValue, boolean required) {}
