package dev.multistream.web;

import dev.multistream.engine.RunListener;
import dev.multistream.model.HarnessSpec;
import dev.multistream.model.RunId;
import dev.multistream.plan.Plan;
import dev.multistream.plan.StepId;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.JournalException;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunResult;
import dev.multistream.testing.RunFixture;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs in memory that a test moves on by hand. */
final class FakeRunSource implements RunSource {
    private final Map<RunId, FakeRun> runs = new LinkedHashMap<>();

    /** Adds a run with everything that the fixture tells, under its own name or another. */
    FakeRun add(RunFixture fixture) {
        return add(RunFixture.RUN, fixture);
    }

    synchronized FakeRun add(RunId id, RunFixture fixture) {
        FakeRun run = new FakeRun(fixture.spec(), fixture.plan(), fixture.entries());
        runs.put(id, run);
        return run;
    }

    @Override
    public synchronized List<Listed> runs() {
        List<Listed> listed = new ArrayList<>();
        runs.forEach((id, run) ->
                listed.add(0, new Listed(id, run.spec.name(), RunFixture.START, run.result(), run.live())));
        return listed;
    }

    @Override
    public synchronized Optional<WatchedRun> open(RunId id) {
        return Optional.ofNullable(runs.get(id));
    }

    /** One run; safe from any thread. */
    static final class FakeRun implements WatchedRun {
        private final HarnessSpec spec;
        private final Plan plan;
        private final List<JournalEntry> entries;
        private final Map<String, byte[]> logs = new HashMap<>();
        private final List<RunListener> listeners = new ArrayList<>();
        private boolean live = true;
        private boolean logsGrow = true;
        private Optional<Path> reports = Optional.empty();
        private Optional<String> broken = Optional.empty();

        FakeRun(HarnessSpec spec, Plan plan, List<JournalEntry> entries) {
            this.spec = spec;
            this.plan = plan;
            this.entries = new ArrayList<>(entries);
        }

        /** Appends events at a time and tells whoever follows. */
        synchronized void emit(Instant at, RunEvent... events) {
            List<JournalEntry> fresh = new ArrayList<>();
            for (RunEvent event : events) {
                fresh.add(new JournalEntry(entries.size() + 1 + fresh.size(), at, event));
            }
            entries.addAll(fresh);
            List.copyOf(listeners).forEach(listener -> listener.appended(fresh));
        }

        synchronized FakeRun dead() {
            live = false;
            logsGrow = false;
            return this;
        }

        synchronized FakeRun log(String step, int attempt, String text) {
            return log(step, attempt, text.getBytes(StandardCharsets.UTF_8));
        }

        synchronized FakeRun log(String step, int attempt, byte[] bytes) {
            logs.put(step + " " + attempt, bytes);
            return this;
        }

        synchronized FakeRun reports(Path folder) {
            reports = Optional.of(folder);
            return this;
        }

        synchronized void broken(String why) {
            broken = Optional.of(why);
        }

        synchronized int listeners() {
            return listeners.size();
        }

        synchronized Optional<RunResult> result() {
            return entries.stream()
                    .map(JournalEntry::event)
                    .filter(RunEvent.RunEnded.class::isInstance)
                    .map(event -> ((RunEvent.RunEnded) event).result())
                    .reduce((older, newer) -> newer);
        }

        @Override
        public Plan plan() {
            return plan;
        }

        @Override
        public RunFacts facts() {
            return RunFacts.of(spec);
        }

        @Override
        public synchronized boolean live() {
            return live;
        }

        @Override
        public synchronized List<JournalEntry> entries() {
            if (broken.isPresent()) {
                throw new JournalException(broken.get());
            }
            return List.copyOf(entries);
        }

        @Override
        public synchronized Subscription subscribe(long after, RunListener listener) {
            listeners.add(listener);
            listener.appended(
                    entries.stream().filter(entry -> entry.seq() > after).toList());
            return () -> unsubscribe(listener);
        }

        private synchronized void unsubscribe(RunListener listener) {
            listeners.remove(listener);
        }

        @Override
        public synchronized Optional<LogSlice> log(StepId step, int attempt, long offset, int maxBytes) {
            byte[] bytes = logs.get(step + " " + Math.max(1, attempt));
            if (bytes == null) {
                return Optional.empty();
            }
            int from = (int) Math.min(offset, bytes.length);
            int to = (int) Math.min((long) from + maxBytes, bytes.length);
            return Optional.of(
                    new LogSlice(ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to)), from, bytes.length, !logsGrow));
        }

        @Override
        public synchronized Optional<Path> reports() {
            return reports;
        }
    }
}
