package dev.multistream.gate;

import dev.multistream.model.CommitId;
import dev.multistream.model.GateSpec;
import dev.multistream.run.StreamWork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One gate to be judged on one commit.
 *
 * @param argv the gate's command, ready to be executed; empty for a gate without one
 * @param directory a worktree with {@link #commit()} checked out
 * @param environment the complete environment of the command
 * @param log what the command prints is appended here; the file need not exist, its directory must
 * @param mark carried by every process of the gate
 * @param masks secrets that must not reach the log
 * @param work what the judged commit adds to its base
 * @param retries repetitions after a first red
 * @param timeout for each run of the command
 */
public record GateRequest(
        GateSpec gate,
        List<String> argv,
        Path directory,
        Map<String, String> environment,
        Path log,
        String mark,
        List<String> masks,
        StreamWork work,
        int retries,
        Optional<Duration> timeout) {
    public GateRequest {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        masks = List.copyOf(masks);
        if (retries < 0) {
            throw new IllegalArgumentException("retries must not be negative");
        }
    }

    /** What is judged. */
    public CommitId commit() {
        return work.head();
    }
}
