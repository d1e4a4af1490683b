package dev.multistream.web;

import dev.multistream.engine.RunListener;
import dev.multistream.plan.Plan;
import dev.multistream.plan.StepId;
import dev.multistream.run.JournalEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One run behind the page: its plan, its journal so far and to come, its logs and reports. Called from any thread. */
public interface WatchedRun {
    Plan plan();

    /** What the spec says and the page shows. */
    RunFacts facts();

    /** Whether a process of harness is at it now; asked about once a second while somebody looks, so it must be cheap. */
    boolean live();

    /** The journal from its first entry to now. */
    List<JournalEntry> entries();

    /**
     * Calls the listener with every entry whose number is greater than {@code after}, in order, also with those that
     * exist already; a run that nobody continues never calls it. Entries that come twice do no harm.
     */
    Subscription subscribe(long after, RunListener listener);

    /**
     * Some bytes of the log of a step's attempt, or empty when it has none.
     *
     * @param attempt counts from 1; 0 means the newest
     * @param offset the first byte wanted, from 0; at or after the end the slice is empty
     * @param maxBytes the most that is returned; 0 asks for the size only
     */
    Optional<LogSlice> log(StepId step, int attempt, long offset, int maxBytes) throws IOException;

    /** The folder that holds the run's written report, once there is one. */
    Optional<Path> reports();

    /** Ends a subscription; afterwards at most one call under way still arrives. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
