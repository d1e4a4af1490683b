package dev.multistream.report;

import dev.multistream.model.CheckpointName;
import dev.multistream.model.RetrySpec;
import dev.multistream.model.StreamId;
import dev.multistream.plan.CriticalPath;
import dev.multistream.plan.Plan;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import dev.multistream.run.Elapsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A plan as text in columns: a block for each stream and checkpoint, {@code *} before each step on the critical path. */
public final class PlanText {
    private PlanText() {}

    /** The text, in ASCII. */
    public static String of(Plan plan) {
        CriticalPath path = CriticalPath.of(plan, step -> 1);
        int width = plan.steps().stream()
                .mapToInt(step -> step.id().value().length())
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder(head(plan)).append('\n');
        Optional<String> lane = Optional.empty();
        for (Step step : plan.steps()) {
            String name = lane(step);
            if (lane.filter(name::equals).isEmpty()) {
                text.append('\n').append(name).append('\n');
                lane = Optional.of(name);
            }
            String mark = path.steps().contains(step.id()) ? "* " : "  ";
            String id = step.id() + " ".repeat(width - step.id().value().length());
            text.append((mark + id + "  " + when(step)).stripTrailing()).append('\n');
        }
        if (!path.steps().isEmpty()) {
            text.append("\n* critical path, ")
                    .append(count(path.steps().size(), "step"))
                    .append('\n');
        }
        return text.toString();
    }

    private static String head(Plan plan) {
        Plan.Limits limits = plan.limits();
        String streams = limits.streams() == Integer.MAX_VALUE ? "" : count(limits.streams(), "stream") + " and ";
        return count(plan.steps().size(), "step") + ", " + count(plan.streams().size(), "stream") + ", "
                + count(plan.checkpoints().size(), "checkpoint") + "; at most " + streams
                + count(limits.agents(), "agent") + " at once";
    }

    private static String count(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static String lane(Step step) {
        Optional<StreamId> stream = step.stream();
        Optional<CheckpointName> checkpoint = step.checkpoint();
        return stream.map(id -> "stream " + id)
                .or(() -> checkpoint.map(name -> "checkpoint " + name))
                .orElse("");
    }

    private static String when(Step step) {
        List<String> parts = new ArrayList<>();
        List<StepId> success = needs(step, Step.Need.Kind.SUCCESS);
        if (!success.isEmpty()) {
            parts.add(condition(step.schedule().condition()) + join(success));
        }
        List<StepId> settled = needs(step, Step.Need.Kind.SETTLED);
        if (!settled.isEmpty()) {
            parts.add("not before " + join(settled));
        }
        step.schedule().timeout().ifPresent(limit -> parts.add("at most " + Elapsed.text(limit)));
        RetrySpec retry = step.schedule().retry();
        if (retry.max() > 0) {
            parts.add("up to " + count(retry.max() + 1, "attempt"));
        }
        return String.join("; ", parts);
    }

    private static String condition(Step.Condition condition) {
        return switch (condition) {
            case ALL_SUCCEEDED -> "after ";
            case ANY_SUCCEEDED -> "after any of ";
            case ANY_FAILED -> "if one fails of ";
            case ALWAYS -> "whatever becomes of ";
        };
    }

    private static List<StepId> needs(Step step, Step.Need.Kind kind) {
        return step.schedule().needs().stream()
                .filter(need -> need.kind() == kind)
                .map(Step.Need::step)
                .toList();
    }

    private static String join(List<StepId> ids) {
        return String.join(", ", ids.stream().map(StepId::value).toList());
    }
}
