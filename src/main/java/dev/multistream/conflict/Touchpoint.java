package dev.multistream.conflict;

import dev.multistream.model.RepoPath;
import dev.multistream.model.StreamId;

/**
 * A path that a stream changed and had declared as shared: allowed, watched and reported.
 *
 * @param pattern the glob under {@code shares} that allows it
 */
public record Touchpoint(StreamId stream, RepoPath path, String pattern) {}
