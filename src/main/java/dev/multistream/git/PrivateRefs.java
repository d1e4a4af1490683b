package dev.multistream.git;

import dev.multistream.model.BranchName;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.RunId;
import dev.multistream.model.StreamId;

/** The names of harness's own refs, which hold commits that must not be lost and are never pushed. */
public final class PrivateRefs {
    public static final String ROOT = "refs/harness/";

    private PrivateRefs() {}

    /** Harness made this branch; the value is the commit that it started from. */
    public static String made(BranchName branch) {
        return ROOT + "made/" + branch;
    }

    /** The tip of this branch that was last published. */
    public static String published(BranchName branch) {
        return ROOT + "published/" + branch;
    }

    /** Under this prefix, numbered from 1, lies work of a stream that was uncommitted. */
    public static String captured(RunId run, StreamId stream) {
        return ROOT + "captured/" + run + "/" + stream + "/";
    }

    /** The tip that a target branch had before a checkpoint was published into it. */
    public static String tip(RunId run, CheckpointName checkpoint) {
        return ROOT + "tips/" + run + "/" + checkpoint;
    }
}
