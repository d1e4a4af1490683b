package dev.multistream.cli;

import dev.multistream.engine.Input;
import dev.multistream.run.RunEvent;
import dev.multistream.store.RunDirectory;
import java.nio.file.Path;
import java.util.List;

/** {@code harness cancel}: stops the run that is going on. */
final class CancelCommand implements Command {
    @Override
    public Info info() {
        return new Info(
                "cancel",
                "stop the run that is going on",
                "",
                0,
                List.of(Option.flag("now", "without grace")),
                List.of("The run ends as with Ctrl-C; harness resume goes on with it."),
                List.of("harness cancel"));
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        Machine machine = Machine.local();
        Path home = Runs.home(invocation.env(), machine);
        if (!Locks.isHeld(home)) {
            throw CommandFailure.usage("no run is going on in this repository", "harness status shows the newest");
        }
        RunDirectory run = Runs.choose(home, java.util.Optional.empty());
        Input cancel = new Input.Cancel(
                Actors.of(invocation.env()), invocation.arguments().has("now"), RunEvent.Cause.COMMAND);
        if (!ControlServer.send(run, cancel)) {
            throw new CommandFailure(
                    ExitCode.INFRASTRUCTURE, "the process that works on run " + run.id() + " does not answer", "");
        }
        invocation.terminal().say("run " + run.id() + " is asked to stop");
        return ExitCode.OK;
    }
}
