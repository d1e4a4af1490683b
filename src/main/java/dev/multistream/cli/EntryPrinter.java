package dev.multistream.cli;

import dev.multistream.dashboard.Ink;
import dev.multistream.dashboard.PlainLines;
import dev.multistream.plan.StepId;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunState;
import dev.multistream.store.EntryCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Prints journal entries: as lines for people, or as JSON for programs. Used by one thread. */
final class EntryPrinter {
    /** A chatty agent gets a line a second. */
    private static final Duration BETWEEN_CLAIMS = Duration.ofSeconds(1);

    private final RunState state;
    private final Terminal terminal;
    private final boolean json;
    private final PlainLines lines;
    private final Map<StepId, Instant> claimed = new HashMap<>();
    private Optional<EntryCodec> codec = Optional.empty();

    EntryPrinter(RunState state, Terminal terminal, boolean json) {
        this.state = state;
        this.terminal = terminal;
        this.json = json;
        this.lines = new PlainLines(new Ink(terminal.colour(), terminal.utf8()));
    }

    void print(JournalEntry entry) {
        state.apply(entry);
        if (json) {
            printJson(entry);
        } else if (!isTooMuch(entry)) {
            lines.of(entry, state).forEach(terminal::say);
        }
    }

    private boolean isTooMuch(JournalEntry entry) {
        if (!(entry.event() instanceof RunEvent.StepProgressed claim)) {
            return false;
        }
        Instant last = claimed.get(claim.step());
        if (last != null && Duration.between(last, entry.at()).compareTo(BETWEEN_CLAIMS) < 0) {
            return true;
        }
        claimed.put(claim.step(), entry.at());
        return false;
    }

    private void printJson(JournalEntry entry) {
        if (codec.isEmpty()) {
            codec = Optional.of(new EntryCodec());
        }
        try {
            codec.get().write(entry, terminal.out());
            terminal.out().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
