package dev.multistream.checkpoint;

import dev.multistream.model.BranchName;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.CommitId;
import dev.multistream.model.StreamId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a checkpoint's gates and review are about, and the only thing that it may publish.
 *
 * @param target the tip of {@code into} that was merged onto
 * @param merged the commit that was judged
 * @param heads the commit of each stream that is in it, with the stream's branch
 */
public record Certificate(
        CheckpointName checkpoint, BranchName into, CommitId target, CommitId merged, Map<StreamId, Head> heads) {

    /** A stream's branch and the commit of it that was merged. */
    public record Head(BranchName branch, CommitId commit) {}

    public Certificate {
        heads = Collections.unmodifiableMap(new LinkedHashMap<>(heads));
    }
}
