package dev.multistream.web;

import dev.multistream.model.CheckpointName;
import dev.multistream.model.RunId;
import dev.multistream.model.StreamId;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunState;
import dev.multistream.run.StepState;
import dev.multistream.run.StepStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One run as the page sees it: the fold of its journal, and for each step the number of the entry that changed it last.
 *
 * <h2>Why nothing is queued</h2>
 *
 * A reader who knows the run up to entry n needs no events, only what is different now: the steps that changed after
 * n, as they are. So a feed keeps one number for each step and a reader keeps one number; a slow reader, one that
 * comes back, and one that comes back to a new server on the same journal are the same case, and cost no memory.
 *
 * <p>Owned by the thread of {@link RunFeeds}; nothing here is called from another one.
 */
final class RunFeed {
    private static final int LINE_LENGTH = 240;
    private static final int LINE_BYTES = 4096;
    private static final int LINES_AT_ONCE = 64;
    private static final int NOTES_KEPT = 200;

    private final RunId id;
    private final WatchedRun run;
    private final Map<StepId, Long> changed = new HashMap<>();
    private final Deque<Note> notes = new ArrayDeque<>();
    private final Map<StepId, String> lines = new LinkedHashMap<>();
    private final Map<StreamId, List<StepId>> streams = new LinkedHashMap<>();
    private final Map<CheckpointName, List<StepId>> checkpoints = new LinkedHashMap<>();
    private final RunState state;
    private boolean live;
    private long version;
    private long linesVersion;

    /** A note with its place in the journal. */
    record Note(long seq, Instant at, RunEvent.Noted event) {}

    /** Reads the run; {@link dev.multistream.run.JournalException} when its journal cannot be read. */
    RunFeed(RunId id, WatchedRun run) {
        this.id = id;
        this.run = run;
        this.live = run.live();
        this.state = new RunState(run.plan());
        for (Step step : run.plan().steps()) {
            step.stream()
                    .ifPresent(stream -> streams.computeIfAbsent(stream, key -> new ArrayList<>())
                            .add(step.id()));
            step.checkpoint()
                    .ifPresent(checkpoint -> checkpoints
                            .computeIfAbsent(checkpoint, key -> new ArrayList<>())
                            .add(step.id()));
        }
        take(run.entries());
    }

    /** Folds entries in; those known already are passed over, and a gap is closed by reading the journal again. */
    void accept(List<JournalEntry> entries) {
        boolean gap = entries.stream()
                .filter(entry -> entry.seq() > state.seq())
                .findFirst()
                .filter(entry -> entry.seq() > state.seq() + 1)
                .isPresent();
        take(gap ? run.entries() : entries);
    }

    private void take(List<JournalEntry> entries) {
        for (JournalEntry entry : entries) {
            if (entry.seq() > state.seq()) {
                state.apply(entry);
                touched(entry.event()).forEach(step -> changed.put(step, entry.seq()));
                if (entry.event() instanceof RunEvent.Noted note) {
                    note(new Note(entry.seq(), entry.at(), note));
                }
                version++;
            }
        }
    }

    private void note(Note note) {
        notes.addLast(note);
        if (notes.size() > NOTES_KEPT) {
            notes.removeFirst();
        }
    }

    private static List<StepId> touched(RunEvent event) {
        if (event instanceof RunEvent.StepStarted e) {
            return List.of(e.step());
        }
        if (event instanceof RunEvent.StepProgressed e) {
            return List.of(e.step());
        }
        if (event instanceof RunEvent.StepFinished e) {
            return List.of(e.step());
        }
        if (event instanceof RunEvent.RetryPlanned e) {
            return List.of(e.step());
        }
        if (event instanceof RunEvent.StepSkipped e) {
            return List.of(e.step());
        }
        return event instanceof RunEvent.StepsReset e ? e.steps() : List.of();
    }

    /** Looks at what no entry tells: whether the run is live, and the last line of each log that grows. */
    void look() {
        if (run.live() != live) {
            live = !live;
            version++;
        }
        Set<StepId> running = new HashSet<>();
        for (Map.Entry<StepId, StepState> step : state.steps().entrySet()) {
            if (step.getValue().status() == StepStatus.RUNNING && running.size() < LINES_AT_ONCE) {
                running.add(step.getKey());
                lastLine(step.getKey(), step.getValue().attempt()).ifPresent(line -> line(step.getKey(), line));
            }
        }
        lines.keySet().retainAll(stillShown(running));
    }

    private void line(StepId step, String line) {
        if (!line.equals(lines.put(step, line))) {
            linesVersion++;
        }
    }

    /** A stream between two steps goes on showing the line that it showed last. */
    private Set<StepId> stillShown(Set<StepId> running) {
        Map<String, StepId> newest = new HashMap<>();
        for (StepId step : lines.keySet()) {
            newest.put(group(state.plan().step(step)), step);
        }
        Set<StepId> shown = new HashSet<>(newest.values());
        shown.addAll(running);
        return shown;
    }

    private static String group(Step step) {
        return step.stream()
                .map(stream -> "s " + stream)
                .orElseGet(() -> "c " + step.checkpoint().map(Object::toString).orElse(""));
    }

    private Optional<String> lastLine(StepId step, int attempt) {
        try {
            long size = run.log(step, attempt, 0, 0).map(LogSlice::size).orElse(0L);
            return run.log(step, attempt, Math.max(0, size - LINE_BYTES), LINE_BYTES)
                    .map(slice -> PlainText.lastLine(slice.text(), LINE_LENGTH))
                    .filter(line -> !line.isEmpty());
        } catch (IOException unreadable) {
            // The log itself, when asked for, says what is wrong with it; a card only lacks its line.
            return Optional.empty();
        }
    }

    RunId id() {
        return id;
    }

    WatchedRun run() {
        return run;
    }

    RunState state() {
        return state;
    }

    boolean live() {
        return live;
    }

    /** Counts everything that a reader may see, entries and other. */
    long version() {
        return version;
    }

    long linesVersion() {
        return linesVersion;
    }

    Map<StepId, String> lines() {
        return lines;
    }

    List<Note> notesAfter(long seq) {
        return notes.stream().filter(note -> note.seq() > seq).toList();
    }

    /** The steps that an entry after {@code seq} changed, in plan order. */
    List<Step> changedAfter(long seq) {
        List<Step> steps = new ArrayList<>();
        for (Step step : state.plan().steps()) {
            if (changed.getOrDefault(step.id(), 0L) > seq) {
                steps.add(step);
            }
        }
        return steps;
    }

    Map<StreamId, Standing> streams() {
        Map<StreamId, Standing> standings = new LinkedHashMap<>();
        streams.forEach((stream, steps) -> standings.put(stream, Standing.of(states(steps))));
        return standings;
    }

    Map<CheckpointName, Standing> checkpoints() {
        Map<CheckpointName, Standing> standings = new LinkedHashMap<>();
        checkpoints.forEach((checkpoint, steps) -> standings.put(
                checkpoint, Standing.ofCheckpoint(states(steps), state.step(StepId.publish(checkpoint)))));
        return standings;
    }

    private List<StepState> states(List<StepId> steps) {
        return steps.stream().map(state::step).toList();
    }
}
