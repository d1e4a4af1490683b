package dev.multistream.engine;

import dev.multistream.plan.Plan;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import dev.multistream.run.Actor;
import dev.multistream.run.Journal;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.JournalException;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunResult;
import dev.multistream.run.RunState;
import dev.multistream.run.StepResult;
import dev.multistream.run.StepState;
import dev.multistream.run.StepStatus;
import dev.multistream.run.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/*
 * The shape of the loop.
 *
 *     inbox -> decide -> fold -> append -> tell the views -> start what became ready
 *
 * One thread owns the state. A batch of inputs becomes a batch of events; the events are folded first, because what is
 * decided next depends on them, but nothing outside happens before the whole batch is in the journal: not a start, not
 * a cancel, not a word to a view. When the journal fails, the folded state is thrown away with the process and the disk
 * says what was before. Since steps that became ready are announced in the same batch as the end that made them ready,
 * one write to the disk serves both.
 */

/** Runs a plan to its end: the only place that changes the state of a run or writes its journal. */
public final class RunLoop {
    private final Plan plan;
    private final RunState state;
    private final Scheduler scheduler;
    private final Decider decider;
    private final Ports ports;
    private final Map<StepId, StepExecutor.Running> running = new HashMap<>();
    private final Map<StepId, StepResult> results = new ConcurrentHashMap<>();
    private final List<JournalEntry> batch = new ArrayList<>();
    private final List<StepId> interrupted = new ArrayList<>();
    private Instant resumedAt = Instant.MIN;

    /** Everything around the loop. */
    public record Ports(
            Journal journal,
            StepExecutor executor,
            Inbox inbox,
            InstantSource clock,
            Alarm alarm,
            List<RunListener> listeners) {
        public Ports {
            listeners = List.copyOf(listeners);
        }
    }

    /**
     * @param state the fold of what the journal holds so far; the loop owns it from now on
     * @param stopOnFailure whether the first failure cancels the rest
     */
    public RunLoop(Plan plan, RunState state, boolean stopOnFailure, Ports ports) {
        this.plan = plan;
        this.state = state;
        this.scheduler = new Scheduler(plan, state);
        this.decider = new Decider(plan, stopOnFailure);
        this.ports = ports;
        state.steps()
                .forEach((id, step) -> step.result()
                        .filter(result -> step.status() != StepStatus.PENDING)
                        .ifPresent(result -> results.put(id, result)));
    }

    /** Begins a run and carries it to its end or to where only a person can go on. */
    public RunResult start(RunEvent.RunStarted started) throws InterruptedException {
        emit(started);
        return run();
    }

    /** Takes up a run whose process ended or died. */
    public RunResult resume(String version, Actor by, List<Input> first) throws InterruptedException {
        resumedAt = now();
        List<RunEvent> events = decider.resumed(state, version, by);
        events.forEach(this::emit);
        for (Input input : first) {
            decider.decide(state, input, now()).forEach(this::emit);
        }
        return run();
    }

    private RunResult run() throws InterruptedException {
        while (true) {
            startReady();
            if (isOver()) {
                return end();
            }
            commit();
            scheduler.nextDue().ifPresent(ports.alarm()::wakeAt);
            for (Input input : ports.inbox().take()) {
                decider.decide(state, input, now()).forEach(this::emit);
            }
        }
    }

    private void startReady() {
        Instant now = now();
        for (Optional<RunEvent> next = scheduler.next(now); next.isPresent(); next = scheduler.next(now)) {
            emit(next.get());
        }
    }

    /** Nothing runs, nothing is planned, and nothing in hand starts anything. */
    private boolean isOver() {
        boolean starts = batch.stream().anyMatch(entry -> entry.event() instanceof RunEvent.StepStarted);
        return running.isEmpty() && !starts && scheduler.nextDue().isEmpty();
    }

    private RunResult end() {
        // INVARIANT: a run ends when every step is settled or waits for a person, itself or through its needs.
        boolean waits = state.steps().values().stream().anyMatch(step -> step.status() == StepStatus.WAITING);
        boolean open = state.steps().values().stream().anyMatch(step -> step.status() == StepStatus.PENDING);
        if (open && !waits) {
            throw new IllegalStateException("steps are left that nothing can start");
        }
        RunResult result = Verdict.of(state);
        emit(new RunEvent.RunEnded(result));
        commit();
        return result;
    }

    private void emit(RunEvent event) {
        if (event instanceof RunEvent.StepStarted e && endedByDeath(state.step(e.step()))) {
            interrupted.add(e.step());
        }
        JournalEntry entry = new JournalEntry(state.seq() + 1, now(), event);
        state.apply(entry);
        scheduler.follow(event);
        batch.add(entry);
        if (event instanceof RunEvent.StepFinished e) {
            running.remove(e.step());
            e.result().ifPresent(result -> results.put(e.step(), result));
        } else if (event instanceof RunEvent.StepsReset e) {
            // What an attempt before the reset found is history; nobody builds on it.
            e.steps().forEach(results::remove);
        }
    }

    /** Also when harness died once more before it began the attempt that was to follow. */
    private static boolean endedByDeath(StepState before) {
        return before.outcome()
                .filter(outcome -> outcome instanceof Outcome.Failed failed && failed.reason() == Reason.INTERRUPTED)
                .isPresent();
    }

    /** Writes the batch, then does what it announces. */
    private void commit() {
        if (batch.isEmpty()) {
            return;
        }
        List<JournalEntry> written = List.copyOf(batch);
        batch.clear();
        try {
            ports.journal().append(written);
        } catch (JournalException e) {
            running.values().forEach(step -> step.cancel(true));
            throw e;
        }
        ports.listeners().forEach(listener -> listener.appended(written));
        for (JournalEntry entry : written) {
            act(entry.event());
        }
    }

    private void act(RunEvent event) {
        if (event instanceof RunEvent.StepStarted e) {
            begin(plan.step(e.step()), e.attempt());
        } else if (event instanceof RunEvent.CancelRequested e) {
            List.copyOf(running.values()).forEach(step -> step.cancel(e.atOnce()));
        }
    }

    private void begin(Step step, int attempt) {
        StepExecutor.Start start = new StepExecutor.Start(
                step,
                attempt,
                id -> Optional.ofNullable(results.get(id)),
                state.reviews(),
                interrupted.remove(step.id()),
                new StreamClock(plan, state, resumedAt).deadline(step));
        // The place is taken before the start, for a listener may be called on another thread before start() returns.
        Cancellable handle = new Cancellable();
        running.put(step.id(), handle);
        try {
            handle.set(ports.executor().start(start, new Reporter(step.id(), attempt)));
        } catch (RuntimeException e) {
            ports.inbox()
                    .submit(new Input.StepEnded(
                            step.id(),
                            attempt,
                            Outcome.failed(Reason.BUG, "the step could not be started: " + e),
                            Optional.empty(),
                            Optional.empty()));
        }
    }

    private Instant now() {
        return ports.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Turns an attempt's reports into inputs; any thread. */
    private final class Reporter implements StepExecutor.Listener {
        private final StepId step;
        private final int attempt;

        Reporter(StepId step, int attempt) {
            this.step = step;
            this.attempt = attempt;
        }

        @Override
        public void progressed(double fraction, String task) {
            OptionalDouble known = Double.isNaN(fraction)
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Math.max(0, Math.min(1, fraction)));
            ports.inbox().submit(new Input.StepClaimed(step, attempt, known, task));
        }

        @Override
        public void finished(Outcome outcome, Optional<StepResult> result, Optional<RunEvent.Log> log) {
            ports.inbox().submit(new Input.StepEnded(step, attempt, outcome, result, log));
        }
    }

    /** A handle that exists before its step does; owned by the loop's thread. */
    private static final class Cancellable implements StepExecutor.Running {
        private Optional<StepExecutor.Running> step = Optional.empty();

        void set(StepExecutor.Running started) {
            step = Optional.of(started);
        }

        @Override
        public void cancel(boolean atOnce) {
            step.ifPresent(handle -> handle.cancel(atOnce));
        }
    }
}
