package dev.multistream.testing;

import dev.multistream.process.ProcessLauncher;
import dev.multistream.process.ProcessSpec;
import dev.multistream.process.RunningProcess;
import dev.multistream.process.SpawnException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Starts real programs with their output in the log; plain, for tests of rooms other than process. */
public final class TestProcessLauncher implements ProcessLauncher {
    @Override
    public RunningProcess start(ProcessSpec spec) throws SpawnException {
        ProcessBuilder builder = new ProcessBuilder(spec.argv())
                .directory(spec.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        builder.environment().clear();
        builder.environment().putAll(spec.environment());
        try {
            return new Running(builder.start());
        } catch (IOException e) {
            throw new SpawnException(spec.argv().get(0) + ": " + e.getMessage(), true, e);
        }
    }

    @Override
    public List<Long> sweep(String mark, Duration grace) {
        return List.of();
    }

    private static final class Running implements RunningProcess {
        private final Process process;
        private volatile boolean stopped;

        Running(Process process) {
            this.process = process;
        }

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public Ended await(Optional<Duration> timeout) throws InterruptedException {
            boolean ended = process.waitFor(timeout.orElse(Duration.ofHours(1)).toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            return new Ended(OptionalInt.of(process.waitFor()), !ended, stopped, 0, List.of());
        }

        @Override
        public void stop(boolean atOnce) {
            stopped = true;
            process.destroyForcibly();
        }
    }
}
