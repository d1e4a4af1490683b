package dev.multistream.cli;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another process does; nothing tells a test of it, so it looks again and again. */
final class Waiting {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private Waiting() {}

    static void until(BooleanSupplier condition) {
        long giveUp = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUp) {
                throw new AssertionError("it does not happen");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
    }
}
