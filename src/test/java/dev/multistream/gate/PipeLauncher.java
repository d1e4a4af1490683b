package dev.multistream.gate;

import dev.multistream.process.ProcessLauncher;
import dev.multistream.process.ProcessSpec;
import dev.multistream.process.RunningProcess;
import dev.multistream.process.SpawnException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Starts real processes with no more care than the tests of gates need. */
final class PipeLauncher implements ProcessLauncher {
    @Override
    public RunningProcess start(ProcessSpec spec) throws SpawnException {
        ProcessBuilder builder = new ProcessBuilder(spec.argv())
                .directory(spec.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        builder.environment().clear();
        builder.environment().putAll(spec.environment());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new Running(process);
        } catch (IOException e) {
            throw new SpawnException(String.valueOf(e.getMessage()), Files.isDirectory(spec.directory()), e);
        }
    }

    @Override
    public List<Long> sweep(String mark, Duration grace) {
        return List.of();
    }

    private static final class Running implements RunningProcess {
        private final Process process;
        private final AtomicBoolean stopped = new AtomicBoolean();

        Running(Process process) {
            this.process = process;
        }

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public Ended await(Optional<Duration> timeout) throws InterruptedException {
            boolean inTime = true;
            if (timeout.isPresent()) {
                inTime = process.waitFor(timeout.get().toMillis(), TimeUnit.MILLISECONDS);
            }
            if (!inTime) {
                kill();
            }
            int code = process.waitFor();
            return new Ended(OptionalInt.of(code), !inTime, stopped.get(), 0, List.of());
        }

        @Override
        public void stop(boolean atOnce) {
            stopped.set(true);
            kill();
        }

        private void kill() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
