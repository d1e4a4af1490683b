package dev.multistream.process;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program to start.
 *
 * @param argv program and arguments, executed as they are
 * @param directory working directory; must exist
 * @param environment the complete environment, nothing is inherited beside it
 * @param input what the program reads on standard input; empty is an input at its end
 * @param log file that standard output and error are appended to, byte for byte and in the order written
 * @param masks secrets whose bytes are replaced by {@code ***} on the way into the log, also across write borders
 * @param mark value of {@code HARNESS_MARK} in the environment, by which members of the tree that left its session
 *     are found again
 */
public record ProcessSpec(
        List<String> argv,
        Path directory,
        Map<String, String> environment,
        Optional<byte[]> input,
        Path log,
        List<String> masks,
        String mark) {
    public static final String MARK_VARIABLE = "HARNESS_MARK";

    public ProcessSpec {
        argv = List.copyOf(argv);
        environment = Map.copyOf(new LinkedHashMap<>(environment));
        masks = List.copyOf(masks);
    }
}
