package dev.multistream.git;

import java.time.Instant;

/**
 * In whose name harness commits.
 *
 * @param configured whether the user has set it; otherwise harness stands in
 */
public record GitIdentity(String name, String email, boolean configured) {
    /** Stands in for users who have told git no name. */
    public static final GitIdentity HARNESS = new GitIdentity("harness", "harness@localhost", false);

    public Signature at(Instant instant) {
        return new Signature(name, email, instant);
    }
}
