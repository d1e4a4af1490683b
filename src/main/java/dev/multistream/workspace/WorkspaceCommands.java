package dev.multistream.workspace;

import dev.multistream.process.ProcessLauncher;
import dev.multistream.process.ProcessSpec;
import dev.multistream.process.RunningProcess;
import dev.multistream.process.SpawnException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Runs setup and teardown commands, each as a process whose whole tree is owned. */
final class WorkspaceCommands {
    private final ProcessLauncher launcher;

    WorkspaceCommands(ProcessLauncher launcher) {
        this.launcher = launcher;
    }

    /** Runs a command to its end; empty when it ended with 0. */
    Optional<CommandFailure> run(WorkspaceCommand command, Path directory, CommandSurroundings surroundings)
            throws InterruptedException {
        RunningProcess process;
        try {
            process = launcher.start(new ProcessSpec(
                    command.argv(),
                    directory,
                    surroundings.environment(),
                    Optional.empty(),
                    surroundings.log(),
                    surroundings.masks(),
                    surroundings.mark()));
        } catch (SpawnException e) {
            return Optional.of(new CommandFailure(OptionalInt.empty(), "could not be started: " + e.getMessage()));
        }
        try {
            return failure(process.await(surroundings.timeout()), surroundings);
        } catch (InterruptedException e) {
            process.stop(true);
            throw e;
        }
    }

    private static Optional<CommandFailure> failure(RunningProcess.Ended ended, CommandSurroundings surroundings) {
        if (ended.timedOut()) {
            return Optional.of(new CommandFailure(
                    OptionalInt.empty(),
                    "did not end within "
                            + surroundings
                                    .timeout()
                                    .map(java.time.Duration::toSeconds)
                                    .orElse(0L) + " s and was stopped"));
        }
        if (ended.stopped()) {
            return Optional.of(new CommandFailure(ended.exitCode(), "was stopped"));
        }
        int code = ended.exitCode().orElse(-1);
        return code == 0
                ? Optional.empty()
                : Optional.of(new CommandFailure(ended.exitCode(), "ended with exit code " + code));
    }
}
