package dev.multistream.model;

import java.util.OptionalInt;

/**
 * How much may go on at once.
 *
 * @param streams streams at work at the same time; empty for no limit
 * @param agents agents at work at the same time; empty for the default of max(8, 2 × cores)
 */
public record LimitsSpec(OptionalInt streams, OptionalInt agents) {}
