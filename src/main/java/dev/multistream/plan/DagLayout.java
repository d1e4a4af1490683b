package dev.multistream.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each step stands in a drawing of the plan: a column by its longest path from a start, a row in the lane of its
 * stream or checkpoint. Both count from 0; no two steps share a cell.
 */
public record DagLayout(List<Node> nodes, List<Lane> lanes, int columns, int rows) {

    /** A step's cell. */
    public record Node(StepId step, int column, int row) {}

    /** The rows {@code [first, first + rows)} that belong to one stream or checkpoint. */
    public record Lane(String name, boolean checkpoint, int first, int rows) {}

    public DagLayout {
        nodes = List.copyOf(nodes);
        lanes = List.copyOf(lanes);
    }

    public static DagLayout of(Plan plan) {
        Map<StepId, Integer> columns = new HashMap<>();
        Map<String, List<Step>> byLane = new LinkedHashMap<>();
        int width = 0;
        for (Step step : plan.steps()) {
            int column = step.schedule().needs().stream()
                    .mapToInt(need -> columns.getOrDefault(need.step(), 0) + 1)
                    .max()
                    .orElse(0);
            columns.put(step.id(), column);
            width = Math.max(width, column + 1);
            byLane.computeIfAbsent(lane(step), name -> new ArrayList<>()).add(step);
        }
        List<Node> nodes = new ArrayList<>();
        List<Lane> lanes = new ArrayList<>();
        int first = 0;
        for (List<Step> steps : byLane.values()) {
            Map<Integer, Integer> used = new HashMap<>();
            for (Step step : steps) {
                int column = columns.getOrDefault(step.id(), 0);
                nodes.add(new Node(step.id(), column, first + used.merge(column, 1, Integer::sum) - 1));
            }
            int rows = used.values().stream().mapToInt(Integer::intValue).max().orElse(1);
            Step sample = steps.get(0);
            lanes.add(new Lane(name(sample), sample.checkpoint().isPresent(), first, rows));
            first += rows;
        }
        return new DagLayout(nodes, lanes, width, first);
    }

    private static String lane(Step step) {
        return (step.checkpoint().isPresent() ? "c." : "s.") + name(step);
    }

    private static String name(Step step) {
        return step.stream()
                .map(Object::toString)
                .or(() -> step.checkpoint().map(Object::toString))
                .orElse("");
    }
}
