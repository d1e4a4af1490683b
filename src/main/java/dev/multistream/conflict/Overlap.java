package dev.multistream.conflict;

import dev.multistream.model.RepoPath;
import dev.multistream.model.StreamId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A path that several streams changed, each on its own.
 *
 * @param streams at least two, in the order of the file
 */
public record Overlap(RepoPath path, List<StreamId> streams) {
    public Overlap {
        streams = List.copyOf(streams);
        if (streams.size() < 2) {
            throw new IllegalArgumentException("an overlap needs two streams");
        }
    }

    /**
     * Every overlap among the changes of streams, ordered by path; a rename counts with both its names.
     *
     * @param changes in the order of the file
     */
    public static List<Overlap> among(Map<StreamId, List<FileChange>> changes) {
        Map<RepoPath, Set<StreamId>> streams = new TreeMap<>();
        changes.forEach((stream, files) -> files.forEach(file -> file.touched()
                .forEach(path -> streams.computeIfAbsent(path, p -> new LinkedHashSet<>())
                        .add(stream))));
        List<Overlap> overlaps = new ArrayList<>();
        streams.forEach((path, who) -> {
            if (who.size() > 1) {
                overlaps.add(new Overlap(path, List.copyOf(who)));
            }
        });
        return List.copyOf(overlaps);
    }
}
