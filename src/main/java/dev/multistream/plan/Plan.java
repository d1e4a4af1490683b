package dev.multistream.plan;

import dev.multistream.model.CheckpointName;
import dev.multistream.model.StreamId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An immutable DAG of steps; every need of a step is a step of the plan and stands before it.
 *
 * <p>The order of {@link #steps()} is topological and otherwise that of the file, so it is also the order of display.
 */
public final class Plan {
    private final List<Step> steps;
    private final Map<StepId, Step> byId = new LinkedHashMap<>();
    private final Map<StepId, List<StepId>> dependents = new HashMap<>();
    private final Limits limits;

    /**
     * How much may go on at once.
     *
     * @param streams streams at work; a stream is at work from its first step's start to its last step's end
     * @param agents agents at work
     * @param gates gates at work
     * @param worktrees preparations at work
     * @param streamTimeouts how long a stream may take from the start of its worktree
     */
    public record Limits(int streams, int agents, int gates, int worktrees, Map<StreamId, Duration> streamTimeouts) {
        public Limits {
            if (streams < 1 || agents < 1 || gates < 1 || worktrees < 1) {
                throw new IllegalArgumentException("a limit is at least 1");
            }
            streamTimeouts = Map.copyOf(streamTimeouts);
        }

        /** As much at once as {@code jobs} of each kind. */
        public static Limits ofJobs(int jobs) {
            return new Limits(Integer.MAX_VALUE, jobs, jobs, jobs, Map.of());
        }
    }

    /**
     * @throws IllegalArgumentException for a duplicate id, or a need that does not stand before its step
     */
    public Plan(List<Step> steps, Limits limits) {
        this.steps = List.copyOf(steps);
        this.limits = limits;
        for (Step step : this.steps) {
            for (Step.Need need : step.schedule().needs()) {
                if (!byId.containsKey(need.step())) {
                    throw new IllegalArgumentException(
                            step.id() + " needs " + need.step() + ", which is not before it");
                }
                dependents.computeIfAbsent(need.step(), id -> new ArrayList<>()).add(step.id());
            }
            if (byId.put(step.id(), step) != null) {
                throw new IllegalArgumentException("two steps are called " + step.id());
            }
        }
    }

    public List<Step> steps() {
        return steps;
    }

    public Limits limits() {
        return limits;
    }

    public Optional<Step> find(StepId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The step of this name; IllegalArgumentException where there is none. */
    public Step step(StepId id) {
        Step step = byId.get(id);
        if (step == null) {
            throw new IllegalArgumentException("no step is called " + id);
        }
        return step;
    }

    /** The steps that name {@code id} as a need, in plan order. */
    public List<StepId> dependents(StepId id) {
        return Collections.unmodifiableList(dependents.getOrDefault(id, List.of()));
    }

    public List<Step> of(StreamId stream) {
        return steps.stream()
                .filter(step -> step.stream().equals(Optional.of(stream)))
                .toList();
    }

    public List<Step> of(CheckpointName checkpoint) {
        return steps.stream()
                .filter(step -> step.checkpoint().equals(Optional.of(checkpoint)))
                .toList();
    }

    /** The streams that have steps here, in plan order. */
    public List<StreamId> streams() {
        return steps.stream().flatMap(step -> step.stream().stream()).distinct().toList();
    }

    /** The checkpoints that have steps here, in plan order. */
    public List<CheckpointName> checkpoints() {
        return steps.stream()
                .flatMap(step -> step.checkpoint().stream())
                .distinct()
                .toList();
    }
}
