package dev.multistream.cli;

import dev.multistream.report.ReportModel;
import dev.multistream.run.RunState;
import dev.multistream.store.EntryCodec;
import dev.multistream.store.RunDirectory;
import java.nio.file.Path;
import java.util.List;

/** {@code harness status}: how a run stands, from its journal. */
final class StatusCommand implements Command {
    @Override
    public Info info() {
        return new Info(
                "status",
                "show how a run stands",
                "[RUN]",
                1,
                List.of(
                        Option.flag("all", "list all runs of the repository"),
                        Option.flag("json", "print the journal's entries")),
                List.of("RUN defaults to the newest. Works on a run that is going on, has ended, or died."),
                List.of("harness status", "harness status --all"));
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        Machine machine = Machine.local();
        Path home = Runs.home(invocation.env(), machine);
        Terminal terminal = invocation.terminal();
        if (invocation.arguments().has("all")) {
            for (RunDirectory run : RunDirectory.all(home)) {
                terminal.print(run.id() + "  "
                        + LastLine.result(run.journal())
                                .map(result -> result.name().toLowerCase(java.util.Locale.ROOT))
                                .orElse("open"));
            }
            return ExitCode.OK;
        }
        RunDirectory directory = Runs.choose(home, invocation.arguments().operand(0));
        EntryCodec codec = new EntryCodec();
        RunSession.PastRun past = RunSession.PastRun.load(directory, codec);
        if (invocation.arguments().has("json")) {
            for (dev.multistream.run.JournalEntry entry : past.file().entries()) {
                codec.write(entry, terminal.out());
            }
            return ExitCode.OK;
        }
        RunState state = past.state();
        boolean live = state.result().isEmpty() && Locks.isHeld(home);
        terminal.print("run " + directory.id()
                + (live ? ", going on" : state.result().isEmpty() ? ", cut off: harness resume" : ""));
        ReportModel model = ReportModel.of(
                past.spec(), past.plan(), past.file().entries(), machine.clock().instant());
        Summary.lines(model, state, java.util.Optional.empty(), terminal).forEach(terminal::print);
        return ExitCode.OK;
    }
}
