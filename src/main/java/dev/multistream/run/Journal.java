package dev.multistream.run;

import java.util.List;

/**
 * Where the loop writes what it decided.
 *
 * <p>Called by one thread. When {@link #append} returns, all entries up to the last durable one survive a crash of the
 * machine; later ones a crash of the process. Either all of a batch or a prefix of it is kept after a crash.
 */
public interface Journal {
    /**
     * Adds entries at the end.
     *
     * @throws JournalException when they could not be written; the caller must then stop without acting on them
     */
    void append(List<JournalEntry> entries);
}
