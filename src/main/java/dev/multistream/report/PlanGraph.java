package dev.multistream.report;

import dev.multistream.plan.CriticalPath;
import dev.multistream.plan.DagLayout;
import dev.multistream.plan.Plan;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import dev.multistream.run.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A plan in the languages of programs that draw graphs; pure. */
public final class PlanGraph {
    private final Plan plan;
    private final List<StepId> critical;
    private final Map<StepId, String> names = new HashMap<>();

    private PlanGraph(Plan plan) {
        this.plan = plan;
        this.critical = CriticalPath.of(plan, step -> 1).steps();
        plan.steps().forEach(step -> names.put(step.id(), "n" + names.size()));
    }

    /** A Mermaid flowchart: thick nodes are on the critical path, dotted edges only order. */
    public static String mermaid(Plan plan) {
        return new PlanGraph(plan).mermaid();
    }

    /** A Graphviz digraph: bold is on the critical path, dashed edges only order. */
    public static String dot(Plan plan) {
        return new PlanGraph(plan).dot();
    }

    /** An SVG drawing for light pages; empty for a plan without steps or with too many to be looked at. */
    public static Optional<String> svg(Plan plan) {
        Set<StepId> critical = new HashSet<>(CriticalPath.of(plan, step -> 1).steps());
        return DagDrawing.of(plan, id -> Standing.PENDING, critical::contains, Palette.LIGHT);
    }

    private String name(StepId id) {
        return Optional.ofNullable(names.get(id)).orElseThrow();
    }

    private String mermaid() {
        StringBuilder text = new StringBuilder("flowchart LR\n");
        int lanes = 0;
        for (DagLayout.Lane lane : DagLayout.of(plan).lanes()) {
            text.append("  subgraph g")
                    .append(lanes++)
                    .append("[\"")
                    .append(mermaid(title(lane)))
                    .append("\"]\n");
            for (Step step : DagDrawing.laneSteps(plan, lane)) {
                text.append("    ").append(name(step.id())).append("[\"");
                text.append(mermaid(DagDrawing.label(step))).append("\"]\n");
            }
            text.append("  end\n");
        }
        for (Step step : plan.steps()) {
            for (Step.Need need : step.schedule().needs()) {
                String arrow = need.kind() == Step.Need.Kind.SUCCESS ? " --> " : " -.-> ";
                text.append("  ")
                        .append(name(need.step()))
                        .append(arrow)
                        .append(name(step.id()))
                        .append('\n');
            }
        }
        if (!critical.isEmpty()) {
            List<String> ids = new ArrayList<>();
            critical.forEach(id -> ids.add(name(id)));
            text.append("  classDef critical stroke-width:3px\n  class ").append(String.join(",", ids));
            text.append(" critical\n");
        }
        return text.toString();
    }

    private String dot() {
        StringBuilder text = new StringBuilder("digraph plan {\n  rankdir=LR;\n  node [shape=box, style=rounded];\n");
        int lanes = 0;
        for (DagLayout.Lane lane : DagLayout.of(plan).lanes()) {
            text.append("  subgraph cluster_").append(lanes++).append(" {\n    label=");
            text.append(dot(title(lane))).append(";\n");
            for (Step step : DagDrawing.laneSteps(plan, lane)) {
                text.append("    ").append(dot(step.id().value())).append(" [label=");
                text.append(dot(DagDrawing.label(step)));
                text.append(critical.contains(step.id()) ? ", penwidth=2.5" : "")
                        .append("];\n");
            }
            text.append("  }\n");
        }
        for (Step step : plan.steps()) {
            for (Step.Need need : step.schedule().needs()) {
                text.append("  ")
                        .append(dot(need.step().value()))
                        .append(" -> ")
                        .append(dot(step.id().value()));
                text.append(need.kind() == Step.Need.Kind.SUCCESS ? "" : " [style=dashed]")
                        .append(";\n");
            }
        }
        return text.append("}\n").toString();
    }

    private static String title(DagLayout.Lane lane) {
        return (lane.checkpoint() ? "checkpoint " : "stream ") + lane.name();
    }

    /** Mermaid reads {@code #name;} as a character. */
    static String mermaid(String label) {
        return label.replace("#", "#35;")
                .replace("\"", "#quot;")
                .replace("<", "#lt;")
                .replace(">", "#gt;")
                .replace("`", "#96;")
                .replace("\n", " ");
    }

    static String dot(String label) {
        return "\"" + label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ") + "\"";
    }
}
