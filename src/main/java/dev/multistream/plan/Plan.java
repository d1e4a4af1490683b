package dev.multistream.plan;

import dev.multistream.model.CheckpointName;
import dev.multistream.model.StreamId;
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
    private final boolean sequential;

    /**
     * @param sequential whether streams run one after another, in the order of the plan
     * @throws IllegalArgumentException for a duplicate id, or a need that does not stand before its step
     */
    public Plan(List<Step> steps, boolean sequential) {
        this.steps = List.copyOf(steps);
        this.sequential = sequential;
        for (Step step : this.steps) {
            for (Step.Need need : step.schedule().needs()) {
                if (!byId.containsKey(need.step())) {
                    throw new IllegalArgumentException(step.id() + " needs " + need.step() + ", which is not before it");
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

    public boolean sequential() {
        return sequential;
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
