package dev.multistream.cli;

import dev.multistream.engine.RunListener;
import dev.multistream.model.RunId;
import dev.multistream.plan.Plan;
import dev.multistream.plan.StepId;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.JournalException;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunResult;
import dev.multistream.store.EntryCodec;
import dev.multistream.store.JournalFile;
import dev.multistream.store.RunDirectory;
import dev.multistream.web.LogSlice;
import dev.multistream.web.RunFacts;
import dev.multistream.web.RunSource;
import dev.multistream.web.WatchedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The runs of a repository as their journals tell; one that another process works on is followed in its file. */
final class PastRuns implements RunSource {
    private static final int MOST = 200;
    private static final int FOLLOW_MILLIS = 300;

    private final Path home;
    private final EntryCodec codec = new EntryCodec();
    private final ScheduledExecutorService followers = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "followers");
        thread.setDaemon(true);
        return thread;
    });

    PastRuns(Path home) {
        this.home = home;
    }

    @Override
    public List<Listed> runs() {
        List<Listed> listed = new ArrayList<>();
        List<RunDirectory> all = RunDirectory.all(home);
        for (RunDirectory run : all.subList(0, Math.min(MOST, all.size()))) {
            List<JournalEntry> entries = JournalFile.read(run.journal(), codec).entries();
            if (!entries.isEmpty() && entries.get(0).event() instanceof RunEvent.RunStarted started) {
                boolean newest = run.equals(all.get(0));
                listed.add(new Listed(
                        run.id(), started.name(), entries.get(0).at(), result(entries), newest && isLive(entries)));
            }
        }
        return listed;
    }

    private static Optional<RunResult> result(List<JournalEntry> entries) {
        return entries.get(entries.size() - 1).event() instanceof RunEvent.RunEnded ended
                ? Optional.of(ended.result())
                : Optional.empty();
    }

    private boolean isLive(List<JournalEntry> entries) {
        try {
            return result(entries).isEmpty() && Locks.isHeld(home);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Optional<WatchedRun> open(RunId id) {
        RunDirectory directory = RunDirectory.of(home, id);
        if (!Files.exists(directory.journal())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PastRun(directory, RunSession.PastRun.load(directory, codec)));
        } catch (IOException | CommandFailure | ProblemsFound e) {
            throw new JournalException("run " + id + " cannot be shown: " + e.getMessage(), e);
        }
    }

    private final class PastRun implements WatchedRun {
        private final RunDirectory directory;
        private final RunSession.PastRun past;

        PastRun(RunDirectory directory, RunSession.PastRun past) {
            this.directory = directory;
            this.past = past;
        }

        @Override
        public Plan plan() {
            return past.plan();
        }

        @Override
        public RunFacts facts() {
            return RunFacts.of(past.spec());
        }

        @Override
        public boolean live() {
            try {
                return Files.exists(directory.control()) && Locks.isHeld(home);
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public List<JournalEntry> entries() {
            return JournalFile.read(directory.journal(), codec).entries();
        }

        @Override
        public Subscription subscribe(long after, RunListener listener) {
            long[] seen = {after};
            ScheduledFuture<?> following = followers.scheduleWithFixedDelay(
                    () -> {
                        List<JournalEntry> more = entries().stream()
                                .filter(entry -> entry.seq() > seen[0])
                                .toList();
                        if (!more.isEmpty()) {
                            seen[0] = more.get(more.size() - 1).seq();
                            listener.appended(more);
                        }
                    },
                    0,
                    FOLLOW_MILLIS,
                    TimeUnit.MILLISECONDS);
            return () -> following.cancel(false);
        }

        @Override
        public Optional<LogSlice> log(StepId step, int attempt, long offset, int maxBytes) throws IOException {
            return LogFiles.slice(directory, step, attempt, offset, maxBytes, !live());
        }

        @Override
        public Optional<Path> reports() {
            Path reports = Path.of(past.started().file()).resolveSibling("harness-report");
            return Files.exists(reports.resolve("index.html")) ? Optional.of(reports) : Optional.empty();
        }
    }
}
