package dev.multistream.run;

import dev.multistream.model.StreamId;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the command line chose for a run; kept in the journal, so that a resume plans the same.
 *
 * @param only the streams chosen with {@code --only}; all when empty
 * @param jobs {@code --jobs} or {@code HARNESS_JOBS}
 * @param continueBranches whether unpublished branches of an earlier run are continued
 */
public record RunOptions(List<StreamId> only, boolean sequential, OptionalInt jobs, boolean continueBranches) {
    public static final RunOptions DEFAULT = new RunOptions(List.of(), false, OptionalInt.empty(), false);

    public RunOptions {
        only = List.copyOf(only);
    }
}
