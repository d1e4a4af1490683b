package dev.multistream.git;

import java.time.Instant;

/** Who made a commit, and when (to the second, in UTC). */
public record Signature(String name, String email, Instant at) {
    /** The content of git's {@code …_DATE} variables. */
    String date() {
        return "@" + at.getEpochSecond() + " +0000";
    }
}
