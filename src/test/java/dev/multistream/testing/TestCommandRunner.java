package dev.multistream.testing;

import dev.multistream.process.CommandRunner;
import dev.multistream.process.CommandTimeoutException;
import dev.multistream.process.SpawnException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs real commands with files for their input and output; plain, for tests of rooms other than process. */
public final class TestCommandRunner implements CommandRunner {
    @Override
    public Captured run(
            List<String> argv, Path directory, Map<String, String> environment, byte[] input, Duration timeout)
            throws SpawnException, InterruptedException {
        try {
            Path files = Files.createTempDirectory("command");
            try {
                return run(argv, directory, environment, input, timeout, files);
            } finally {
                TestDirs.delete(files);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Captured run(
            List<String> argv,
            Path directory,
            Map<String, String> environment,
            byte[] input,
            Duration timeout,
            Path files)
            throws IOException, SpawnException, InterruptedException {
        Path in = Files.write(files.resolve("in"), input);
        Path out = files.resolve("out");
        Path err = files.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(argv)
                .directory(directory.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new SpawnException(argv.get(0) + ": " + e.getMessage(), true, e);
        }
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CommandTimeoutException(String.join(" ", argv));
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return new Captured(process.exitValue(), Files.readAllBytes(out), Files.readString(err));
    }
}
