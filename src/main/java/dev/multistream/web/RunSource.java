package dev.multistream.web;

import dev.multistream.model.RunId;
import dev.multistream.run.RunResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The runs that the page can show; the page's only door to them.
 *
 * <p>Called from threads of the server, several at once. What cannot be read is thrown as
 * {@link dev.multistream.run.JournalException}; its message is shown on the page.
 */
public interface RunSource {
    /** The runs there are, the newest first; a bound on their number is the source's. */
    List<Listed> runs();

    /** One run as it is now, or empty when there is none of this name. */
    Optional<WatchedRun> open(RunId id);

    /**
     * A line of the list of runs.
     *
     * @param result how it ended, unless it goes on or was cut off
     * @param live whether a process of harness is at it now
     */
    record Listed(RunId id, String name, Instant started, Optional<RunResult> result, boolean live) {}
}
