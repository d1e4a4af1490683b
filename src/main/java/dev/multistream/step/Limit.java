package dev.multistream.step;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How long an attempt may take: its own time-out, or what is left of its stream's time.
 *
 * @param byStream whether the stream's time is the shorter one
 */
record Limit(Optional<Duration> time, boolean byStream) {
    static final String MESSAGE = "the time of its stream is up";

    static Limit of(Attempt attempt, Optional<Duration> own, InstantSource clock) {
        Optional<Instant> deadline = attempt.start().deadline();
        if (deadline.isEmpty()) {
            return new Limit(own, false);
        }
        Duration left = Duration.between(clock.instant(), deadline.get());
        boolean shorter = own.isEmpty() || left.compareTo(own.get()) < 0;
        return new Limit(shorter ? Optional.of(left) : own, shorter);
    }

    boolean isOver() {
        return time.filter(left -> left.isNegative() || left.isZero()).isPresent();
    }
}
