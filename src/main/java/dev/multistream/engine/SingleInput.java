package dev.multistream.engine;

import dev.multistream.plan.Plan;
import dev.multistream.run.Journal;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunState;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Feeds one input to a run that no process is at: decided and journaled as by the loop, with nothing started. */
public final class SingleInput {
    private SingleInput() {}

    /** Answers what was written. */
    public static List<JournalEntry> record(
            Plan plan, RunState state, Input input, Journal journal, InstantSource clock) {
        List<JournalEntry> entries = new ArrayList<>();
        for (RunEvent event : new Decider(plan, false).decide(state, input, clock.instant())) {
            JournalEntry entry =
                    new JournalEntry(state.seq() + 1, clock.instant().truncatedTo(ChronoUnit.MILLIS), event);
            state.apply(entry);
            entries.add(entry);
        }
        journal.append(entries);
        return entries;
    }
}
