package dev.multistream.cli;

import dev.multistream.plan.Plan;
import dev.multistream.plan.Planner;
import dev.multistream.report.PlanGraph;
import dev.multistream.report.PlanJson;
import dev.multistream.report.PlanText;
import dev.multistream.run.RunOptions;
import java.util.List;
import java.util.OptionalInt;

/** {@code harness plan}: shows what a run would do. */
final class PlanCommand implements Command {
    @Override
    public Info info() {
        return new Info(
                "plan",
                "show what a run would do, with its critical path",
                "[FILE]",
                1,
                List.of(
                        Option.of("format", "FORM", "text, json, mermaid or dot [text]"),
                        Option.many("only", "STREAM", "only these streams"),
                        Option.many("set", "NAME=VALUE", "give a declared input its value"),
                        Option.flag("sequential", "one stream and one agent at a time")),
                List.of("Changes nothing. The critical path is the longest chain of steps, each counted as one."),
                List.of("harness plan", "harness plan --format dot | dot -Tsvg > plan.svg"));
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        Arguments arguments = invocation.arguments();
        Env env = invocation.env();
        ProjectFile file = ProjectFile.find(arguments.operand(0), env.workingDirectory());
        ProjectFile.Checked checked =
                file.read(ProjectFile.inputs(arguments.wholeValues("set")), java.util.Optional.empty());
        RunOptions options = new RunOptions(
                arguments.values("only").stream().map(RunCommand::stream).toList(),
                arguments.has("sequential"),
                OptionalInt.empty(),
                false);
        Planner.Result result = Wiring.plan(checked.spec(), options);
        if (!(result instanceof Planner.Planned planned)) {
            throw new ProblemsFound(((Planner.Impossible) result).problems());
        }
        invocation
                .terminal()
                .out()
                .print(text(planned.plan(), arguments.value("format").orElse("text")));
        return ExitCode.OK;
    }

    private static String text(Plan plan, String format) {
        return switch (format) {
            case "text" -> PlanText.of(plan);
            case "json" -> PlanJson.of(plan);
            case "mermaid" -> PlanGraph.mermaid(plan);
            case "dot" -> PlanGraph.dot(plan);
            default ->
                throw CommandFailure.usage("--format takes text, json, mermaid or dot, not '" + format + "'", "");
        };
    }
}
