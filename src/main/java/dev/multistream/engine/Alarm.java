package dev.multistream.engine;

import java.time.Instant;

/** Wakes the loop at a time, since the engine itself never sleeps. */
@FunctionalInterface
public interface Alarm {
    /** Sees to it that an {@link Input.Tick} is submitted at that time or soon after; replaces an earlier request. */
    void wakeAt(Instant when);
}
