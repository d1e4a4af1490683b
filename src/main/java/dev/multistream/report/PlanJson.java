package dev.multistream.report;

import dev.multistream.plan.CriticalPath;
import dev.multistream.plan.Plan;
import dev.multistream.plan.Step;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A plan as JSON for programs, as {@code schemas/plan.schema.json} describes it. */
public final class PlanJson {
    public static final int VERSION = 1;

    private PlanJson() {}

    /** The text; steps stand in an order in which every need comes before what needs it. */
    public static String of(Plan plan) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("version", VERSION);
        ObjectNode limits = root.putObject("limits");
        if (plan.limits().streams() != Integer.MAX_VALUE) {
            limits.put("streams", plan.limits().streams());
        }
        limits.put("agents", plan.limits().agents()).put("gates", plan.limits().gates());
        limits.put("worktrees", plan.limits().worktrees());
        ArrayNode steps = root.putArray("steps");
        plan.steps().forEach(step -> step(steps.addObject(), step));
        ArrayNode path = root.putArray("criticalPath");
        CriticalPath.of(plan, step -> 1).steps().forEach(id -> path.add(id.value()));
        return JsonReport.write(root);
    }

    private static void step(ObjectNode node, Step step) {
        node.put("id", step.id().value()).put("kind", step.kind());
        step.stream().ifPresent(id -> node.put("stream", id.value()));
        step.checkpoint().ifPresent(name -> node.put("checkpoint", name.value()));
        node.put("condition", word(step.schedule().condition()));
        ArrayNode needs = node.putArray("needs");
        step.schedule()
                .needs()
                .forEach(need ->
                        needs.addObject().put("step", need.step().value()).put("demands", word(need.kind())));
        step.schedule().timeout().ifPresent(limit -> node.put("timeoutMillis", limit.toMillis()));
        node.put("retries", step.schedule().retry().max());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
