package dev.multistream.cli;

import dev.multistream.engine.Input;
import dev.multistream.plan.StepId;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.RunResult;
import dev.multistream.run.RunState;
import dev.multistream.run.StepState;
import dev.multistream.run.StepStatus;
import dev.multistream.store.EntryCodec;
import dev.multistream.store.RunDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code harness resume}: goes on with a run that was stopped, crashed, or waits. */
final class ResumeCommand implements Command {
    @Override
    public Info info() {
        return new Info(
                "resume",
                "go on with a run: after a stop, a crash, a review or a resolution",
                "[RUN]",
                1,
                List.of(
                        Option.flag("failed", "do failed steps again, and what hangs on them"),
                        Option.many("from", "STEP", "do this step again, and what hangs on it"),
                        Option.flag("no-page", "start no status page"),
                        Option.of("port", "N", "port of the status page [a free one]"),
                        Option.flag("json", "print the journal's entries on stdout, one JSON object a line"),
                        Option.of("report-dir", "DIR", "where the report goes [harness-report beside the file]")),
                List.of(
                        "RUN defaults to the newest run. What was cut off is done again, what succeeded is kept. A run",
                        "that is over and has nothing waiting is left as it is."),
                List.of(
                        "harness resume                       # the newest run",
                        "harness resume --failed              # give failed steps another chance",
                        "harness resume --from auth.gate.unit # from one step on"));
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        Arguments arguments = invocation.arguments();
        Machine machine = Machine.local();
        Path home = Runs.home(invocation.env(), machine);
        RunDirectory directory = Runs.choose(home, arguments.operand(0));
        boolean again = arguments.has("failed") || !arguments.values("from").isEmpty();
        Optional<RunResult> over = LastLine.result(directory.journal());
        if (!again && over.isPresent() && isFinal(over.get()) && !goesOn(over.get(), directory)) {
            invocation
                    .terminal()
                    .say("run " + directory.id() + " is over: "
                            + over.get().name().toLowerCase(java.util.Locale.ROOT)
                            + (over.get() == RunResult.PASSED
                                    ? ""
                                    : "; harness resume --failed does failed steps again"));
            return over.get().exitCode();
        }
        RunSession.PastRun past = RunSession.PastRun.load(directory, new EntryCodec());
        Project project = Project.reopen(past, invocation.env(), machine);
        Views views = new Views(invocation, machine);
        RunSession session = new RunSession(project, machine, invocation.env(), invocation.terminal(), views);
        return session.resume(directory, inputs(arguments, past)).exitCode();
    }

    /** A run that ended badly may still wait for a person, or for a worktree to become clean. */
    private static boolean goesOn(RunResult result, RunDirectory directory) throws java.io.IOException {
        if (result == RunResult.PASSED) {
            return false;
        }
        return RunSession.PastRun.load(directory, new EntryCodec()).state().steps().values().stream()
                .anyMatch(step -> step.status() == StepStatus.WAITING || isAboutTheWorktree(step));
    }

    private static boolean isAboutTheWorktree(StepState step) {
        return step.outcome()
                .filter(outcome -> outcome instanceof Outcome.Failed failed && failed.reason() == Reason.TARGET_DIRTY)
                .isPresent();
    }

    /** Results after which only an explicit wish does anything. */
    private static boolean isFinal(RunResult result) {
        return switch (result) {
            case PASSED, FAILED, CONFLICT, BOUNDARY, INFRASTRUCTURE, TIMED_OUT, BUG -> true;
            case WAITING, INTERRUPTED, TERMINATED -> false;
        };
    }

    private static List<Input> inputs(Arguments arguments, RunSession.PastRun past) {
        List<Input> inputs = new ArrayList<>();
        RunState state = past.state();
        if (arguments.has("failed")) {
            List<StepId> failed = new ArrayList<>();
            state.steps().forEach((id, step) -> {
                if (step.status() == StepStatus.FAILED) {
                    failed.add(id);
                }
            });
            inputs.add(new Input.Redo(failed, "harness resume --failed"));
        }
        for (String name : arguments.values("from")) {
            Optional<StepId> step = state.steps().keySet().stream()
                    .filter(id -> id.value().equals(name))
                    .findFirst();
            inputs.add(new Input.Redo(
                    List.of(step.orElseThrow(() -> CommandFailure.usage(
                            "the run has no step '" + Visible.text(name) + "'",
                            Nearest.to(
                                            name,
                                            state.steps().keySet().stream()
                                                    .map(StepId::value)
                                                    .toList())
                                    .map(near -> "did you mean " + near + "?")
                                    .orElse("harness status lists the steps")))),
                    "harness resume --from " + name));
        }
        return inputs;
    }
}
