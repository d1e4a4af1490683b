package dev.multistream.cli;

import dev.multistream.model.RunId;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunResult;
import dev.multistream.store.RunDirectory;
import dev.multistream.web.RunSource;
import dev.multistream.web.WatchedRun;
import java.util.List;
import java.util.Optional;

/** The one run that this process works on. */
record LiveRuns(RunDirectory directory, LiveRun run) implements RunSource {
    @Override
    public List<Listed> runs() {
        List<JournalEntry> entries = run.entries();
        if (entries.isEmpty() || !(entries.get(0).event() instanceof RunEvent.RunStarted started)) {
            return List.of();
        }
        Optional<RunResult> result = entries.get(entries.size() - 1).event() instanceof RunEvent.RunEnded ended
                ? Optional.of(ended.result())
                : Optional.empty();
        return List.of(new Listed(directory.id(), started.name(), entries.get(0).at(), result, run.live()));
    }

    @Override
    public Optional<WatchedRun> open(RunId id) {
        return id.equals(directory.id()) ? Optional.of(run) : Optional.empty();
    }
}
