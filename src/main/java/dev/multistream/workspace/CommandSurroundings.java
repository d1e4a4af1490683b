package dev.multistream.workspace;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What commands of a workspace run with.
 *
 * @param environment the complete environment
 * @param log file that their output is appended to
 * @param masks secrets to be masked in the log
 * @param mark by which their processes are found again
 * @param timeout for each command
 */
public record CommandSurroundings(
        Map<String, String> environment, Path log, List<String> masks, String mark, Optional<Duration> timeout) {
    public CommandSurroundings {
        environment = Map.copyOf(new LinkedHashMap<>(environment));
        masks = List.copyOf(masks);
    }
}
