package dev.multistream.cli;

import dev.multistream.plan.StepId;
import dev.multistream.run.RunState;
import dev.multistream.run.StepStatus;
import dev.multistream.store.EntryCodec;
import dev.multistream.store.RunDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code harness logs}: prints what a step's program printed, byte for byte. */
final class LogsCommand implements Command {
    private static final int POLL_MILLIS = 200;

    @Override
    public Info info() {
        return new Info(
                "logs",
                "print the log of a step",
                "STEP",
                1,
                List.of(
                        Option.flag("follow", "go on until the step has ended"),
                        Option.of("attempt", "N", "the attempt [the newest]"),
                        Option.of("run", "RUN", "the run [the newest]")),
                List.of("harness status lists the steps. Bytes come as the program wrote them, secrets masked."),
                List.of("harness logs auth.gate.unit", "harness logs auth.agent.backend --follow"));
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        Machine machine = Machine.local();
        Path home = Runs.home(invocation.env(), machine);
        RunDirectory directory = Runs.choose(home, invocation.arguments().value("run"));
        RunSession.PastRun past = RunSession.PastRun.load(directory, new EntryCodec());
        String name = invocation.arguments().operand(0).orElse("");
        RunState state = past.state();
        StepId step = state.steps().keySet().stream()
                .filter(id -> id.value().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name, state));
        int attempt = invocation
                .arguments()
                .number("attempt", 1, 1000)
                .orElse(Math.max(1, state.step(step).attempt()));
        Path log = directory.log(step, attempt);
        if (!Files.exists(log)) {
            throw CommandFailure.usage(
                    "step '" + step + "' has no log: it is "
                            + state.step(step).status().name().toLowerCase(java.util.Locale.ROOT),
                    "");
        }
        copy(log, invocation.terminal().out(), invocation.arguments().has("follow"), directory, step);
        return ExitCode.OK;
    }

    private static CommandFailure unknown(String name, RunState state) {
        List<String> steps = state.steps().keySet().stream().map(StepId::value).toList();
        Optional<String> near = Nearest.to(name, steps);
        return CommandFailure.usage(
                name.isEmpty() ? "name a step" : "the run has no step '" + Visible.text(name) + "'",
                near.map(one -> "did you mean " + one + "?").orElse("steps: " + String.join(", ", steps)));
    }

    private static void copy(Path log, OutputStream out, boolean follow, RunDirectory directory, StepId step)
            throws IOException, InterruptedException {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(log)) {
            boolean last = !follow;
            while (true) {
                for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                    out.write(buffer, 0, n);
                }
                out.flush();
                if (last) {
                    return;
                }
                last = hasEnded(directory, step);
                // A file gives no event to wait for without a watch; a fifth of a second is not felt.
                java.util.concurrent.TimeUnit.MILLISECONDS.sleep(last ? 0 : POLL_MILLIS);
            }
        }
    }

    private static boolean hasEnded(RunDirectory directory, StepId step) throws IOException {
        RunState state = RunSession.PastRun.load(directory, new EntryCodec()).state();
        return state.step(step).status() != StepStatus.RUNNING || state.result().isPresent();
    }
}
