package dev.multistream.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A quality gate.
 *
 * @param reports globs of JUnit XML files that the command must leave behind; none required when empty
 * @param retry repetitions of a red gate; empty for the default, 0 in streams and 1 in checkpoints
 * @param flakyFails whether a pass on a repetition is a failure
 */
public record GateSpec(
        GateName name,
        Place place,
        Check check,
        List<String> reports,
        Map<String, Template> env,
        Optional<Duration> timeout,
        OptionalInt retry,
        boolean flakyFails) {

    /** What a gate looks at. */
    public sealed interface Check {}

    /** A command whose exit code decides. */
    public record Run(CommandSpec command) implements Check {}

    /**
     * Line coverage out of lcov, JaCoCo XML or Cobertura files, after the command (if any) has run.
     *
     * @param lines the least percentage of covered lines, 0 to 100
     */
    public record Coverage(Optional<CommandSpec> command, List<String> files, double lines) implements Check {
        public Coverage {
            files = List.copyOf(files);
        }
    }

    /** The stream must have changed at least one file that matches one of these globs. */
    public record Changed(List<String> paths) implements Check {
        public Changed {
            paths = List.copyOf(paths);
        }
    }

    /** The stream's change must not be larger than this. */
    public record DiffSize(OptionalInt lines, OptionalInt files) implements Check {}

    /** The tests that the stream added fail on its base and pass on its head. */
    public record RedGreen(CommandSpec command, List<String> tests) implements Check {
        public RedGreen {
            tests = List.copyOf(tests);
        }
    }

    public GateSpec {
        reports = List.copyOf(reports);
        env = HarnessSpec.ordered(env);
    }
}
