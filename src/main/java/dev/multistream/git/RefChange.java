package dev.multistream.git;

import dev.multistream.model.CommitId;
import java.util.Optional;

/**
 * One ref's part in a transaction: from the expected value to the new one.
 *
 * @param from what the ref must be; empty: it must not exist
 * @param to what it becomes; empty: it is deleted
 * @param checked whether {@code from} is checked at all
 */
public record RefChange(String ref, Optional<CommitId> from, Optional<CommitId> to, boolean checked) {
    public RefChange {
        if (!ref.startsWith("refs/") || ref.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("not a full ref name: '" + ref + "'");
        }
    }

    /** Makes a ref that must not exist. */
    public static RefChange create(String ref, CommitId to) {
        return new RefChange(ref, Optional.empty(), Optional.of(to), true);
    }

    /** Moves a ref that must be at {@code from}. */
    public static RefChange move(String ref, CommitId from, CommitId to) {
        return new RefChange(ref, Optional.of(from), Optional.of(to), true);
    }

    /** Deletes a ref that must be at {@code from}. */
    public static RefChange delete(String ref, CommitId from) {
        return new RefChange(ref, Optional.of(from), Optional.empty(), true);
    }

    /** Makes or moves a ref, wherever it is. */
    public static RefChange set(String ref, CommitId to) {
        return new RefChange(ref, Optional.empty(), Optional.of(to), false);
    }
}
