package dev.multistream.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A started program and everything that it started. */
public interface RunningProcess {
    long pid();

    /**
     * Waits for the program to exit, then ends whatever of its tree is left (TERM, grace, KILL) and verifies that it is
     * gone. Called once, by one thread.
     *
     * @param timeout after which the tree is stopped
     */
    Ended await(Optional<Duration> timeout) throws InterruptedException;

    /** Stops the tree: TERM, after the grace KILL; {@code atOnce} KILL. Any thread, any number of times. */
    void stop(boolean atOnce);

    /**
     * The end of a program.
     *
     * @param exitCode of the program itself; 128 + n for signal n
     * @param timedOut whether the time-out stopped it
     * @param stopped whether {@link #stop} did
     * @param strays how many members of its tree outlived it and had to be ended
     * @param survivors processes that could not be ended
     */
    record Ended(OptionalInt exitCode, boolean timedOut, boolean stopped, int strays, List<Long> survivors) {
        public Ended {
            survivors = List.copyOf(survivors);
        }
    }
}
