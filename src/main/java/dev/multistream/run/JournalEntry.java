package dev.multistream.run;

import java.time.Instant;

/**
 * An event with its number and time.
 *
 * @param seq counts from 1 without a gap
 * @param at milliseconds precision, UTC
 */
public record JournalEntry(long seq, Instant at, RunEvent event) {}
