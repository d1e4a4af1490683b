package dev.multistream.cli;

import dev.multistream.model.StreamId;
import dev.multistream.run.RunOptions;
import dev.multistream.run.RunResult;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** {@code harness run}: carries a file out. */
final class RunCommand implements Command {
    @Override
    public Info info() {
        return new Info(
                "run",
                "carry out a harness.yaml: streams in parallel, then checkpoints",
                "[FILE]",
                1,
                List.of(
                        Option.many("only", "STREAM", "only these streams; checkpoints that merge others are left out"),
                        Option.many("set", "NAME=VALUE", "give a declared input its value"),
                        Option.of("jobs", "N", "agents at work at once [HARNESS_JOBS, limits.agents]"),
                        Option.flag("sequential", "one stream and one agent at a time"),
                        Option.flag("continue", "go on with unpublished branches of an earlier run"),
                        Option.flag("no-page", "start no status page"),
                        Option.of("port", "N", "port of the status page [a free one]"),
                        Option.flag("no-dashboard", "plain lines only; the default as yet"),
                        Option.flag("json", "print the journal's entries on stdout, one JSON object a line"),
                        Option.of("report-dir", "DIR", "where the report goes [harness-report beside the file]")),
                List.of(
                        "FILE defaults to harness.yaml here or in a parent directory. Ctrl-C stops gracefully, a second",
                        "one at once; harness resume goes on where it stopped, also after a crash."),
                List.of(
                        "harness run                          # the harness.yaml of this project",
                        "harness run --only auth --jobs 2     # one stream of it",
                        "harness run ci/nightly.yaml --json   # for a program that reads along"));
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        Arguments arguments = invocation.arguments();
        Env env = invocation.env();
        Map<String, String> inputs = ProjectFile.inputs(arguments.wholeValues("set"));
        RunOptions options = new RunOptions(
                arguments.values("only").stream().map(RunCommand::stream).toList(),
                arguments.has("sequential"),
                jobs(arguments, env),
                arguments.has("continue"));
        Machine machine = Machine.local();
        ProjectFile file = ProjectFile.find(arguments.operand(0), env.workingDirectory());
        Project project = Project.open(file, inputs, env, machine);
        project.notes().forEach(note -> invocation.terminal().say(note));
        Views views = new Views(invocation, machine);
        RunResult result = new RunSession(project, machine, env, invocation.terminal(), views).begin(options, inputs);
        return result.exitCode();
    }

    static StreamId stream(String name) {
        try {
            return new StreamId(name);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()), "");
        }
    }

    private static OptionalInt jobs(Arguments arguments, Env env) {
        OptionalInt given = arguments.number("jobs", 1, 10_000);
        if (given.isPresent() || !env.isSet("HARNESS_JOBS")) {
            return given;
        }
        String value = env.get("HARNESS_JOBS").orElse("");
        if (!value.matches("[1-9]\\d{0,3}")) {
            throw CommandFailure.usage("HARNESS_JOBS is '" + value + "', not a number from 1 on", "");
        }
        return OptionalInt.of(Integer.parseInt(value));
    }
}
