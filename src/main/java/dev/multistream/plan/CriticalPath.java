package dev.multistream.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** The chain of needs with the largest sum of weights; of equal ones the first in plan order. */
public record CriticalPath(List<StepId> steps, long weight) {
    public CriticalPath {
        steps = List.copyOf(steps);
    }

    /** Finds it in time linear in the number of edges; weights are not negative. */
    public static CriticalPath of(Plan plan, ToLongFunction<Step> weights) {
        Map<StepId, Long> reach = new HashMap<>();
        Map<StepId, StepId> previous = new HashMap<>();
        Optional<StepId> last = Optional.empty();
        long best = -1;
        for (Step step : plan.steps()) {
            long before = 0;
            for (Step.Need need : step.schedule().needs()) {
                long length = reach.getOrDefault(need.step(), 0L);
                if (length > before) {
                    before = length;
                    previous.put(step.id(), need.step());
                }
            }
            long length = before + weights.applyAsLong(step);
            reach.put(step.id(), length);
            if (length > best) {
                best = length;
                last = Optional.of(step.id());
            }
        }
        Deque<StepId> path = new ArrayDeque<>();
        for (Optional<StepId> at = last; at.isPresent(); at = Optional.ofNullable(previous.get(at.get()))) {
            path.addFirst(at.get());
        }
        return new CriticalPath(List.copyOf(path), Math.max(0, best));
    }
}
