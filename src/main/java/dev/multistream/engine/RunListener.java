package dev.multistream.engine;

import dev.multistream.run.JournalEntry;
import java.util.List;

/** Sees what was written to the journal, after it was written. */
@FunctionalInterface
public interface RunListener {
    /** Called on the loop's thread, in order, each entry once; returns at once, views hand over to a thread of theirs. */
    void appended(List<JournalEntry> entries);
}
