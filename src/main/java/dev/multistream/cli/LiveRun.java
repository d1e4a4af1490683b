package dev.multistream.cli;

import dev.multistream.engine.RunListener;
import dev.multistream.plan.Plan;
import dev.multistream.plan.StepId;
import dev.multistream.run.JournalEntry;
import dev.multistream.step.RunContext;
import dev.multistream.web.LogSlice;
import dev.multistream.web.RunFacts;
import dev.multistream.web.WatchedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The run that this process works on, as the page sees it. Thread-safe: entries are guarded by this. */
final class LiveRun implements WatchedRun, RunListener {
    private final RunContext context;
    private final Path reports;
    private final List<JournalEntry> entries;
    private final List<RunListener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean live = true;

    LiveRun(RunContext context, List<JournalEntry> before, Path reports) {
        this.context = context;
        this.reports = reports;
        this.entries = new ArrayList<>(before);
    }

    @Override
    public void appended(List<JournalEntry> more) {
        synchronized (this) {
            entries.addAll(more);
        }
        listeners.forEach(listener -> listener.appended(more));
    }

    void end() {
        live = false;
    }

    @Override
    public Plan plan() {
        return context.plan();
    }

    @Override
    public RunFacts facts() {
        return RunFacts.of(context.spec());
    }

    @Override
    public boolean live() {
        return live;
    }

    @Override
    public synchronized List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    @Override
    public Subscription subscribe(long after, RunListener listener) {
        List<JournalEntry> missed;
        synchronized (this) {
            listeners.add(listener);
            missed = entries.stream().filter(entry -> entry.seq() > after).toList();
        }
        if (!missed.isEmpty()) {
            listener.appended(missed);
        }
        return () -> listeners.remove(listener);
    }

    @Override
    public Optional<LogSlice> log(StepId step, int attempt, long offset, int maxBytes) throws IOException {
        return LogFiles.slice(context.directory(), step, attempt, offset, maxBytes, !live);
    }

    @Override
    public Optional<Path> reports() {
        return Files.exists(reports.resolve("index.html")) ? Optional.of(reports) : Optional.empty();
    }
}
