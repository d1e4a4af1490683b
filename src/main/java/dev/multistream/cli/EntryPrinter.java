package dev.multistream.cli;

import dev.multistream.run.JournalEntry;
import dev.multistream.run.RunState;
import dev.multistream.store.EntryCodec;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Prints journal entries: as lines for people, or as JSON for programs. Used by one thread. */
final class EntryPrinter {
    private final RunState state;
    private final Terminal terminal;
    private final boolean json;
    private final EntryCodec codec = new EntryCodec();

    EntryPrinter(RunState state, Terminal terminal, boolean json) {
        this.state = state;
        this.terminal = terminal;
        this.json = json;
    }

    void print(JournalEntry entry) {
        state.apply(entry);
        if (json) {
            try {
                codec.write(entry, terminal.out());
                terminal.out().flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return;
        }
        terminal.say(entry.event().toString());
    }
}
