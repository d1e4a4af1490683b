package dev.multistream.step;

import dev.multistream.process.ProcessLauncher;
import dev.multistream.process.ProcessSpec;
import dev.multistream.process.RunningProcess;
import dev.multistream.process.SpawnException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs one command of a step that is not its main business, such as a regeneration. */
final class CommandProcess {
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final ProcessLauncher launcher;
    private final RunContext context;

    CommandProcess(ProcessLauncher launcher, RunContext context) {
        this.launcher = launcher;
        this.context = context;
    }

    /** Empty when it ended with 0; else what happened, to follow the command in a sentence. */
    Optional<String> run(
            List<String> argv, Path directory, Map<String, String> environment, Attempt attempt, List<String> masks)
            throws InterruptedException {
        RunningProcess process;
        try {
            process = launcher.start(new ProcessSpec(
                    argv,
                    directory,
                    environment,
                    Optional.empty(),
                    attempt.log(),
                    masks,
                    context.mark(attempt.id(), attempt.start().attempt())));
        } catch (SpawnException e) {
            return Optional.of("could not be started: " + e.getMessage());
        }
        try {
            RunningProcess.Ended ended = process.await(Optional.of(LONGEST));
            if (ended.timedOut()) {
                return Optional.of("did not end within " + LONGEST.toMinutes() + " minutes");
            }
            int code = ended.exitCode().orElse(-1);
            return code == 0 ? Optional.empty() : Optional.of("ended with exit code " + code);
        } catch (InterruptedException e) {
            process.stop(true);
            throw e;
        }
    }
}
