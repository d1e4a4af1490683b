package dev.multistream.model;

import java.time.Duration;

/**
 * When a step is tried again.
 *
 * @param max attempts after the first
 * @param backoff wait before the second attempt; doubles with each further one, at most ten minutes
 */
public record RetrySpec(int max, On on, Duration backoff) {
    public static final RetrySpec NONE = new RetrySpec(0, On.INFRASTRUCTURE, Duration.ofSeconds(10));

    /** Which outcomes are tried again. */
    public enum On {
        INFRASTRUCTURE,
        ANY
    }

    public RetrySpec {
        if (max < 0 || max > 100 || backoff.isNegative()) {
            throw new IllegalArgumentException("retry: max 0..100, backoff not negative");
        }
    }
}
