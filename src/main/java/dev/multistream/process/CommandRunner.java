package dev.multistream.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs short commands such as git and captures what they print. Thread-safe. */
public interface CommandRunner {
    /**
     * Runs a command to its end.
     *
     * @param environment the complete environment
     * @param input given on standard input, which is then closed
     * @throws SpawnException when it could not be started
     * @throws CommandTimeoutException when it was still running after the time-out; it has been killed
     */
    Captured run(List<String> argv, Path directory, Map<String, String> environment, byte[] input, Duration timeout)
            throws SpawnException, InterruptedException;

    /**
     * What a command printed.
     *
     * @param stdout all of it; callers bound it by what they ask for
     * @param stderr at most 64 KiB of it, the end
     */
    record Captured(int exitCode, byte[] stdout, String stderr) {
        public String text() {
            return new String(stdout, java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
