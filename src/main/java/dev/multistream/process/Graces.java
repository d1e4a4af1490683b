package dev.multistream.process;

import java.time.Duration;

/**
 * How long processes are given at their end.
 *
 * @param stop between TERM and KILL when a tree is stopped or timed out
 * @param linger how long members that outlive their program may end by themselves before they count as strays, for
 *     example the {@code tee} of a script's {@code exec > >(tee log)}
 * @param stray between TERM and KILL for members that outlive their program
 * @param kill how long is waited for death after KILL before a process counts as a survivor
 */
public record Graces(Duration stop, Duration linger, Duration stray, Duration kill) {
    /** Ten seconds to stop, a fifth of a second to linger, two seconds for strays, five for KILL to work. */
    public static final Graces DEFAULT =
            new Graces(Duration.ofSeconds(10), Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(5));

    public Graces {
        if (stop.isNegative() || linger.isNegative() || stray.isNegative() || kill.isNegative()) {
            throw new IllegalArgumentException("a grace cannot be negative");
        }
    }
}
