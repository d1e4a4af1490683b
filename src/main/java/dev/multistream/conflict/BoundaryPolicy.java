package dev.multistream.conflict;

import dev.multistream.model.RepoPath;
import dev.multistream.model.StreamId;
import dev.multistream.model.StreamSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which paths each stream may change.
 *
 * <p>The rules, the first that applies decides about a path: one in the stream's {@code reads} is a crossing; one that
 * it owns or shares is allowed; one that another stream owns is a crossing; with {@code owns} declared, everything else
 * is a crossing; without, it is allowed. A rename is judged with both its names, a deletion like any other change.
 *
 * <p>Immutable and thread-safe.
 */
public final class BoundaryPolicy {
    private final Map<StreamId, Boundary> boundaries = new LinkedHashMap<>();

    private record Boundary(GlobSet owns, GlobSet shares, GlobSet reads) {}

    /**
     * The boundaries that streams declare.
     *
     * @param streams all of the file, in its order: they are outside of each other's
     * @throws IllegalArgumentException when a pattern is invalid
     */
    public BoundaryPolicy(Collection<StreamSpec> streams, Glob.Case letters) {
        for (StreamSpec stream : streams) {
            boundaries.put(
                    stream.id(),
                    new Boundary(
                            GlobSet.of(stream.owns(), letters),
                            GlobSet.of(stream.shares(), letters),
                            GlobSet.of(stream.reads(), letters)));
        }
    }

    /** What a stream changed and was not to, at most one crossing for each path, ordered by path. */
    public List<Crossing> crossings(StreamId stream, List<FileChange> changes) {
        List<Crossing> crossings = new ArrayList<>();
        for (RepoPath path : touched(changes)) {
            crossing(stream, path).ifPresent(crossings::add);
        }
        return List.copyOf(crossings);
    }

    /** What a stream changed and had declared as shared, ordered by path. */
    public List<Touchpoint> touchpoints(StreamId stream, List<FileChange> changes) {
        List<Touchpoint> touchpoints = new ArrayList<>();
        for (RepoPath path : touched(changes)) {
            boundary(stream)
                    .shares
                    .deciding(path)
                    .ifPresent(pattern -> touchpoints.add(new Touchpoint(stream, path, pattern)));
        }
        return List.copyOf(touchpoints);
    }

    /** Whether, and by which rule, a change of this path crosses the stream's boundary. */
    public Optional<Crossing> crossing(StreamId stream, RepoPath path) {
        Boundary boundary = boundary(stream);
        Optional<String> read = boundary.reads.deciding(path);
        if (read.isPresent()) {
            return Optional.of(new Crossing(stream, path, Crossing.Rule.READ_ONLY, read, Optional.empty()));
        }
        if (boundary.owns.matches(path) || boundary.shares.matches(path)) {
            return Optional.empty();
        }
        for (Map.Entry<StreamId, Boundary> other : boundaries.entrySet()) {
            Optional<String> owned = other.getValue().owns.deciding(path);
            if (owned.isPresent()) {
                return Optional.of(
                        new Crossing(stream, path, Crossing.Rule.OWNED_BY_OTHER, owned, Optional.of(other.getKey())));
            }
        }
        return boundary.owns.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Crossing(stream, path, Crossing.Rule.OUTSIDE_OWNS, Optional.empty(), Optional.empty()));
    }

    private Boundary boundary(StreamId stream) {
        Boundary boundary = boundaries.get(stream);
        if (boundary == null) {
            throw new IllegalArgumentException("no stream '" + stream + "' in this policy");
        }
        return boundary;
    }

    private static TreeSet<RepoPath> touched(List<FileChange> changes) {
        TreeSet<RepoPath> paths = new TreeSet<>();
        changes.forEach(change -> paths.addAll(change.touched()));
        return paths;
    }
}
