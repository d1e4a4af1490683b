package dev.multistream.run;

import dev.multistream.model.CheckpointName;
import dev.multistream.model.CommitId;
import dev.multistream.plan.Plan;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is, given what happened: the fold of a journal over a plan.
 *
 * <p>Not thread-safe: each owner (the loop, each view) keeps one of its own and feeds it the same entries, which gives
 * equal states. Applying an entry costs the same however large the plan is.
 */
public final class RunState {
    private final Plan plan;
    private final Map<StepId, StepState> steps = new LinkedHashMap<>();
    private final List<Review> reviews = new ArrayList<>();
    private final List<RunEvent.RolledBack> rollbacks = new ArrayList<>();
    private final List<RunEvent.Noted> notes = new ArrayList<>();
    private final Map<StepId, Integer> resets = new HashMap<>();
    private long seq;
    private Optional<RunEvent.RunStarted> start = Optional.empty();
    private Optional<Instant> startedAt = Optional.empty();
    private Optional<Instant> lastAt = Optional.empty();
    private Optional<RunEvent.CancelRequested> cancel = Optional.empty();
    private Optional<RunResult> result = Optional.empty();

    public RunState(Plan plan) {
        this.plan = plan;
        for (Step step : plan.steps()) {
            steps.put(step.id(), StepState.PENDING);
        }
    }

    /** A state after all of {@code entries}. */
    public static RunState fold(Plan plan, Iterable<JournalEntry> entries) {
        RunState state = new RunState(plan);
        entries.forEach(state::apply);
        return state;
    }

    /**
     * Takes one more entry.
     *
     * @throws JournalException when it cannot follow what went before: a gap in the numbers, or an unknown step
     */
    public void apply(JournalEntry entry) {
        // INVARIANT: sequence numbers have no gap.
        if (entry.seq() != seq + 1) {
            throw new JournalException("entry " + entry.seq() + " follows entry " + seq);
        }
        seq = entry.seq();
        lastAt = Optional.of(entry.at());
        if (!applyToStep(entry.at(), entry.event())) {
            applyToRun(entry.at(), entry.event());
        }
    }

    private boolean applyToStep(Instant at, RunEvent event) {
        if (event instanceof RunEvent.StepStarted e) {
            StepState now = known(e.step());
            require(now.status() == StepStatus.PENDING && e.attempt() == now.attempt() + 1, event);
            steps.put(e.step(), now.startedAt(at, e.attempt()));
        } else if (event instanceof RunEvent.StepProgressed e) {
            StepState now = known(e.step());
            if (now.status() == StepStatus.RUNNING && now.attempt() == e.attempt()) {
                steps.put(e.step(), now.progressed(e.fraction(), e.task()));
            }
        } else if (event instanceof RunEvent.StepFinished e) {
            // INVARIANT: each StepStarted has exactly one StepFinished.
            StepState now = known(e.step());
            require(now.status() == StepStatus.RUNNING && e.attempt() == now.attempt(), event);
            steps.put(e.step(), now.finishedAt(at, e));
        } else if (event instanceof RunEvent.RetryPlanned e) {
            StepState now = known(e.step());
            steps.put(e.step(), now.again(now.retries() + 1, Optional.of(e.due()), e.why()));
        } else if (event instanceof RunEvent.StepSkipped e) {
            StepState now = known(e.step());
            require(now.status() == StepStatus.PENDING, event);
            steps.put(e.step(), now.skipped(e.reason(), e.because()));
        } else if (event instanceof RunEvent.StepsReset e) {
            for (StepId id : e.steps()) {
                require(known(id).status() != StepStatus.RUNNING, event);
                steps.put(id, known(id).again(0, Optional.empty(), e.why()));
                resets.merge(id, 1, Integer::sum);
            }
        } else {
            return false;
        }
        return true;
    }

    private void applyToRun(Instant at, RunEvent event) {
        if (event instanceof RunEvent.RunStarted e) {
            start = Optional.of(e);
            startedAt = Optional.of(at);
        } else if (event instanceof RunEvent.RunResumed) {
            cancel = Optional.empty();
            result = Optional.empty();
            resets.clear();
        } else if (event instanceof RunEvent.ReviewGiven e) {
            reviews.add(e.review());
        } else if (event instanceof RunEvent.CancelRequested e) {
            cancel = Optional.of(e);
        } else if (event instanceof RunEvent.RolledBack e) {
            rollbacks.add(e);
        } else if (event instanceof RunEvent.Noted e) {
            notes.add(e);
        } else if (event instanceof RunEvent.RunEnded e) {
            result = Optional.of(e.result());
        } else {
            throw new IllegalStateException("no rule for " + event);
        }
    }

    private static void require(boolean fits, RunEvent event) {
        if (!fits) {
            throw new JournalException("the journal contradicts itself at " + event);
        }
    }

    private StepState known(StepId id) {
        StepState state = steps.get(id);
        if (state == null) {
            throw new JournalException("the journal names step " + id + ", which the plan does not have");
        }
        return state;
    }

    public Plan plan() {
        return plan;
    }

    public StepState step(StepId id) {
        return known(id);
    }

    /** How often the step was reset since the run was begun or taken up. */
    public int resets(StepId id) {
        return resets.getOrDefault(id, 0);
    }

    /** Each step's state, in plan order; a live view. */
    public Map<StepId, StepState> steps() {
        return java.util.Collections.unmodifiableMap(steps);
    }

    /** The number of the last entry; 0 before the first. */
    public long seq() {
        return seq;
    }

    public Optional<RunEvent.RunStarted> start() {
        return start;
    }

    public Optional<Instant> startedAt() {
        return startedAt;
    }

    /** When the last entry was written. */
    public Optional<Instant> lastAt() {
        return lastAt;
    }

    public Optional<RunEvent.CancelRequested> cancel() {
        return cancel;
    }

    /** How the run ended, unless it goes on. */
    public Optional<RunResult> result() {
        return result;
    }

    public List<Review> reviews() {
        return List.copyOf(reviews);
    }

    /** The newest decision about exactly this commit of the checkpoint. */
    public Optional<Review> reviewOf(CheckpointName checkpoint, CommitId commit) {
        return reviews.stream()
                .filter(review -> review.checkpoint().equals(checkpoint)
                        && review.commit().equals(commit))
                .reduce((older, newer) -> newer);
    }

    public List<RunEvent.RolledBack> rollbacks() {
        return List.copyOf(rollbacks);
    }

    public List<RunEvent.Noted> notes() {
        return List.copyOf(notes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunState that
                && seq == that.seq
                && steps.equals(that.steps)
                && reviews.equals(that.reviews)
                && rollbacks.equals(that.rollbacks)
                && notes.equals(that.notes)
                && start.equals(that.start)
                && cancel.equals(that.cancel)
                && result.equals(that.result);
    }

    @Override
    public int hashCode() {
        return Objects.hash(seq, steps);
    }
}
