package dev.multistream.gate;

import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import java.nio.file.Path;
import java.util.List;

/** Where red-green gates find a directory with the base of a stream. Thread-safe. */
public interface ScratchTrees {
    /**
     * Makes a directory with {@code base} checked out and the files {@code tests} of {@code head} laid over it, as ready
     * to run the gate's command as the stream's own worktree is (carried files, set-up): a command that fails for want
     * of its dependencies would pass for a red test.
     *
     * @throws ScratchTreeException when git or the disk refuses; nothing is left behind then
     */
    ScratchTree baseWithTests(CommitId base, CommitId head, List<RepoPath> tests)
            throws ScratchTreeException, InterruptedException;

    /** A directory that is there until it is closed. */
    interface ScratchTree extends AutoCloseable {
        Path directory();

        /** Removes the directory and whatever git knows of it; never throws, what cannot be removed is reported elsewhere. */
        @Override
        void close();
    }
}
