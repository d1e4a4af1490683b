package dev.multistream.config;

import dev.multistream.model.CommandSpec;
import dev.multistream.model.Template;
import java.time.Duration;
import java.util.List;

/** The language of {@code gates} and {@code policies}. */
final class GateLanguage {
    static final Key<List<Found<String>>> COVERAGE_FILES =
            Key.required("files", Shapes.SOME_GLOBS, "lcov, JaCoCo XML or Cobertura files.");
    static final Key<Double> COVERAGE_LINES =
            Key.required("lines", NumberShape.decimal(0, 100), "The least percentage of covered lines.");
    private static final ObjectShape COVERAGE_OBJECT = ObjectShape.of(
            "coverage", "How much of the code the tests must cover.", List.of(COVERAGE_FILES, COVERAGE_LINES));

    static final Key<Integer> DIFF_LINES =
            Key.of("lines", NumberShape.integer(0, Integer.MAX_VALUE), "Added and deleted lines at most.");
    static final Key<Integer> DIFF_FILES =
            Key.of("files", NumberShape.integer(0, Integer.MAX_VALUE), "Changed files at most.");
    private static final ObjectShape DIFF_OBJECT = ObjectShape.of(
            "diff",
            "How large a stream's change may be.",
            List.of(DIFF_LINES, DIFF_FILES),
            new Rule.OneOf(List.of("lines", "files")));

    static final Key<CommandSpec> RED_GREEN_RUN =
            Key.required("run", Shapes.command(Use.COMMAND), "The command that runs the tests.");
    static final Key<List<Found<String>>> RED_GREEN_TESTS =
            Key.required("tests", Shapes.SOME_GLOBS, "Which files are tests.");
    private static final ObjectShape RED_GREEN_OBJECT = ObjectShape.of(
            "red-green",
            "The tests that the stream added must fail on its base and pass on its head.",
            List.of(RED_GREEN_RUN, RED_GREEN_TESTS));

    static final Key<CommandSpec> RUN = Key.of(
            "run", Shapes.command(Use.COMMAND), "The command whose exit code decides: a string is given to the shell.");
    static final Key<List<Found<String>>> REPORTS = Key.of(
            "reports",
            Shapes.GLOBS,
            "Globs of JUnit XML files that the command leaves behind; they are read and shown.");
    static final Key<Fields> COVERAGE = Key.of("coverage", COVERAGE_OBJECT, "Line coverage, after `run` if given.");
    static final Key<List<Found<String>>> CHANGED = Key.of(
            "changed", Shapes.SOME_GLOBS, "The stream must have changed a file that one of these globs matches.");
    static final Key<Fields> DIFF = Key.of("diff", DIFF_OBJECT, "How large the stream's change may be.");
    static final Key<Fields> RED_GREEN =
            Key.of("red-green", RED_GREEN_OBJECT, "New tests must fail on the stream's base and pass on its head.");
    static final Key<List<Named<Template>>> ENV =
            Key.of("env", EnvShape.of(Use.ENV), "Environment variables for this gate.");
    static final Key<Duration> TIMEOUT =
            Key.of("timeout", Shapes.DURATION, "How long one run of the command may take.");
    static final Key<Integer> RETRY = Key.of(
            "retry",
            NumberShape.integer(0, 100),
            "How often a red gate is repeated; passing then is marked flaky. Default: 0 in streams, 1 in checkpoints.");
    static final Key<Boolean> FLAKY_FAILS = Key.of(
            "flaky",
            WordShape.words("fail", "pass").as(word -> word.equals("fail")),
            "Whether passing on a repetition is enough. Default: pass.");

    static final ObjectShape GATE = ObjectShape.of(
            "gate",
            "A quality gate: one check, judged on one exact commit.",
            List.of(RUN, REPORTS, COVERAGE, CHANGED, DIFF, RED_GREEN, ENV, TIMEOUT, RETRY, FLAKY_FAILS),
            new Rule.OneOf(List.of("run", "coverage", "changed", "diff", "red-green")),
            new Rule.Excludes("run", List.of("changed", "diff", "red-green")),
            new Rule.Excludes("coverage", List.of("changed", "diff", "red-green")),
            new Rule.Excludes("changed", List.of("diff", "red-green", "reports", "env", "timeout", "retry", "flaky")),
            new Rule.Excludes("diff", List.of("red-green", "reports", "env", "timeout", "retry", "flaky")),
            new Rule.Excludes("red-green", List.of("reports")),
            new Rule.Requires("reports", List.of("run")));

    private static final Shape<String> REGEX = TextShape.of(
            "a regular expression", "[^\\x00]{1,200}", "must be a regular expression of at most 200 characters");
    static final Key<String> WHEN_TASK =
            Key.of("task", REGEX, "A Java regular expression that is found in the stream's task.");
    static final Key<String> WHEN_ROLE = Key.of("role", Shapes.ROLE, "A role that is in the stream's team.");
    private static final ObjectShape WHEN_OBJECT = ObjectShape.of(
            "policy-when",
            "Which streams a policy is about.",
            List.of(WHEN_TASK, WHEN_ROLE),
            new Rule.OneOf(List.of("task", "role")));
    static final Key<String> REQUIRE_ROLE = Key.of("role", Shapes.ROLE, "A role that must be in the team.");
    static final Key<String> REQUIRE_GATE = Key.of("gate", Shapes.ID, "A gate that the stream must have.");
    private static final ObjectShape REQUIRE_OBJECT = ObjectShape.of(
            "policy-require",
            "What a policy demands.",
            List.of(REQUIRE_ROLE, REQUIRE_GATE),
            new Rule.OneOf(List.of("role", "gate")),
            new Rule.Excludes("role", List.of("gate")));
    static final Key<Fields> WHEN = Key.of("when", WHEN_OBJECT, "Which streams it is about. Default: all.");
    static final Key<Fields> REQUIRE = Key.required("require", REQUIRE_OBJECT, "What is demanded of them.");
    static final ObjectShape POLICY =
            ObjectShape.of("policy", "A rule about streams, checked when planning.", List.of(WHEN, REQUIRE));

    private GateLanguage() {}
}
