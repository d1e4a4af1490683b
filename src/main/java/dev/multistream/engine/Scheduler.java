package dev.multistream.engine;

import dev.multistream.model.StreamId;
import dev.multistream.plan.Plan;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunState;
import dev.multistream.run.SkipReason;
import dev.multistream.run.StepState;
import dev.multistream.run.StepStatus;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/*
 * How the next step is found.
 *
 * Every function of the state that is asked for after each event is kept as an index and changed with it, so that an
 * event costs the number of edges of its step, not the size of the plan: how many needs of a step are unsettled, which
 * steps are ready by pool, how many run by pool, which streams are at work. The index is itself a function of plan and
 * state; building it anew (a resume, a reset) gives the same.
 */

/** Which step starts or is skipped next, by needs, conditions and limits. Owned by the loop's thread. */
final class Scheduler {
    private final Plan plan;
    private final RunState state;
    private final Map<StepId, Integer> rank = new HashMap<>();
    private final Map<StepId, Integer> unsettled = new HashMap<>();
    private final Map<Step.Pool, Queue<Step>> ready = new EnumMap<>(Step.Pool.class);
    private final Map<Step.Pool, Integer> running = new EnumMap<>(Step.Pool.class);
    private final Map<StreamId, Integer> openSteps = new HashMap<>();
    private final Set<StreamId> atWork = new HashSet<>();
    private final Deque<RunEvent> skips = new ArrayDeque<>();
    private final PriorityQueue<Step> delayed;

    Scheduler(Plan plan, RunState state) {
        this.plan = plan;
        this.state = state;
        rankSteps();
        delayed = new PriorityQueue<>(Comparator.comparing(step -> due(step).orElse(Instant.MIN)));
        rebuild();
    }

    /** Ranks by the length of the longest chain that hangs on a step, so that long chains are begun first. */
    private void rankSteps() {
        for (int i = plan.steps().size() - 1; i >= 0; i--) {
            StepId id = plan.steps().get(i).id();
            int longest = 0;
            for (StepId dependent : plan.dependents(id)) {
                longest = Math.max(longest, rank.getOrDefault(dependent, 0) + 1);
            }
            rank.put(id, longest);
        }
    }

    private void rebuild() {
        ready.clear();
        running.clear();
        openSteps.clear();
        atWork.clear();
        skips.clear();
        delayed.clear();
        Map<StepId, Integer> order = new HashMap<>();
        plan.steps().forEach(step -> order.put(step.id(), order.size()));
        Comparator<Step> byRank = Comparator.comparing(step -> -rank.getOrDefault(step.id(), 0));
        Comparator<Step> byOrder = Comparator.comparing(step -> order.getOrDefault(step.id(), 0));
        boolean inOrder = plan.limits().streams() == 1;
        for (Step.Pool pool : Step.Pool.values()) {
            ready.put(pool, new PriorityQueue<>(inOrder ? byOrder : byRank.thenComparing(byOrder)));
            running.put(pool, 0);
        }
        plan.steps().forEach(this::index);
        for (Step step : plan.steps()) {
            if (state.step(step.id()).attempt() > 0) {
                step.stream().filter(openSteps::containsKey).ifPresent(atWork::add);
            }
            if (state.cancel().isPresent() && state.step(step.id()).status() == StepStatus.PENDING) {
                skips.add(new RunEvent.StepSkipped(step.id(), SkipReason.CANCELLED, "the run was cancelled"));
            }
        }
    }

    private void index(Step step) {
        StepState now = state.step(step.id());
        int open = 0;
        for (Step.Need need : step.schedule().needs()) {
            open += state.step(need.step()).status().isSettled() ? 0 : 1;
        }
        unsettled.put(step.id(), open);
        if (now.status() == StepStatus.RUNNING) {
            running.merge(step.pool(), 1, Integer::sum);
        }
        if (!now.status().isSettled()) {
            step.stream().ifPresent(stream -> openSteps.merge(stream, 1, Integer::sum));
        }
        if (now.status() == StepStatus.PENDING && open == 0) {
            consider(step);
        }
    }

    /** Follows an event that the state has just taken. */
    void follow(RunEvent event) {
        if (event instanceof RunEvent.StepStarted e) {
            Step step = plan.step(e.step());
            running.merge(step.pool(), 1, Integer::sum);
            step.stream().ifPresent(atWork::add);
        } else if (event instanceof RunEvent.StepFinished e) {
            running.merge(plan.step(e.step()).pool(), -1, Integer::sum);
            if (e.outcome().status().isSettled()) {
                settle(e.step());
            }
        } else if (event instanceof RunEvent.StepSkipped e) {
            settle(e.step());
        } else if (event instanceof RunEvent.RetryPlanned || event instanceof RunEvent.StepsReset) {
            rebuild();
        } else if (event instanceof RunEvent.CancelRequested || event instanceof RunEvent.RunResumed) {
            rebuild();
        }
    }

    private void settle(StepId id) {
        plan.step(id).stream().ifPresent(stream -> {
            if (openSteps.merge(stream, -1, Integer::sum) == 0) {
                openSteps.remove(stream);
                atWork.remove(stream);
            }
        });
        for (StepId dependent : plan.dependents(id)) {
            if (unsettled.merge(dependent, -1, Integer::sum) == 0
                    && state.step(dependent).status() == StepStatus.PENDING) {
                consider(plan.step(dependent));
            }
        }
    }

    /** Puts a step whose needs are all settled where it belongs: ready, delayed, or to be skipped. */
    private void consider(Step step) {
        if (state.cancel().isPresent()) {
            return;
        }
        Optional<SkipReason> skip = Readiness.skip(step, state);
        if (skip.isPresent()) {
            skips.add(new RunEvent.StepSkipped(step.id(), skip.get(), Readiness.because(step, state)));
        } else if (due(step).isPresent()) {
            delayed.add(step);
        } else {
            ready.getOrDefault(step.pool(), new ArrayDeque<>()).add(step);
        }
    }

    private Optional<Instant> due(Step step) {
        return state.step(step.id()).due();
    }

    /** The next event to happen by itself: a skip or a start; empty when nothing can. */
    Optional<RunEvent> next(Instant now) {
        RunEvent skip = skips.poll();
        if (skip != null || state.cancel().isPresent()) {
            return Optional.ofNullable(skip);
        }
        for (Step due = delayed.peek(); due != null && !due(due).orElse(now).isAfter(now); due = delayed.peek()) {
            delayed.remove(due);
            ready.getOrDefault(due.pool(), new ArrayDeque<>()).add(due);
        }
        return nextStart();
    }

    private Optional<RunEvent> nextStart() {
        for (Map.Entry<Step.Pool, Queue<Step>> entry : ready.entrySet()) {
            Step step = entry.getValue().peek();
            if (step != null && running.getOrDefault(entry.getKey(), 0) < limit(entry.getKey()) && mayWork(step)) {
                entry.getValue().remove();
                int attempt = state.step(step.id()).attempt() + 1;
                return Optional.of(new RunEvent.StepStarted(step.id(), attempt));
            }
        }
        return Optional.empty();
    }

    private int limit(Step.Pool pool) {
        return switch (pool) {
            case WORKTREE -> plan.limits().worktrees();
            case AGENT -> plan.limits().agents();
            case GATE -> plan.limits().gates();
            case MERGE -> 1;
            case NONE -> Integer.MAX_VALUE;
        };
    }

    /**
     * Streams at work are not held up; a new one begins only within the limit of streams, or when nothing else runs:
     * then those at work wait for what this one does.
     */
    private boolean mayWork(Step step) {
        boolean idle = running.values().stream().allMatch(count -> count == 0);
        return idle
                || step.stream()
                        .map(stream -> atWork.contains(stream)
                                || atWork.size() < plan.limits().streams())
                        .orElse(true);
    }

    /** When the next planned retry is due; empty when none is planned. */
    Optional<Instant> nextDue() {
        return Optional.ofNullable(delayed.peek()).flatMap(this::due);
    }
}
