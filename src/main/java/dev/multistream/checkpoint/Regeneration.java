package dev.multistream.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the command of a {@code regenerate} rule; its output goes into the merge step's log. */
@FunctionalInterface
public interface Regeneration {
    /** Empty when it ended with 0; else what happened, to follow the command in a sentence ("ended with 1"). */
    Optional<String> run(List<String> argv, Path directory, Map<String, String> environment)
            throws InterruptedException;
}
