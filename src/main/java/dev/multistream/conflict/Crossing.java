package dev.multistream.conflict;

import dev.multistream.model.RepoPath;
import dev.multistream.model.StreamId;
import java.util.Optional;

/**
 * A changed path that a stream was not to change.
 *
 * @param pattern the glob that forbids it, or empty when it lies outside everything that the stream owns and shares
 * @param owner the other stream whose file it is
 */
public record Crossing(StreamId stream, RepoPath path, Rule rule, Optional<String> pattern, Optional<StreamId> owner) {
    /** Which rule of the boundary was crossed. */
    public enum Rule {
        OUTSIDE_OWNS,
        OWNED_BY_OTHER,
        READ_ONLY
    }

    /** One sentence for people. */
    public String describe() {
        return switch (rule) {
            case OUTSIDE_OWNS -> "'" + path + "' is outside what stream '" + stream + "' owns and shares";
            case OWNED_BY_OTHER ->
                "'" + path + "' belongs to stream '"
                        + owner.map(StreamId::value).orElse("?") + "' (" + pattern.orElse("") + ")";
            case READ_ONLY -> "'" + path + "' is read-only for stream '" + stream + "' (" + pattern.orElse("") + ")";
        };
    }
}
