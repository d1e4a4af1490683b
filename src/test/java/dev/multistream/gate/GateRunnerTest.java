package dev.multistream.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multistream.conflict.FileChange.Kind;
import dev.multistream.model.GateSpec;
import dev.multistream.process.Graces;
import dev.multistream.process.LocalProcessLauncher;
import dev.multistream.process.ProcessLauncher;
import dev.multistream.process.ProcessSpec;
import dev.multistream.process.RunningProcess;
import dev.multistream.process.SpawnException;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.StepResult.GateTry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateRunnerTest {
    private static final String GREEN = "<testsuite name=\"s\"><testcase name=\"a\"/></testsuite>";
    private static final String RED =
            "<testsuite name=\"s\"><testcase name=\"a\"/><testcase classname=\"c\" name=\"b\">"
                    + "<failure message=\"no\"/></testcase></testsuite>";

    @TempDir
    Path directory;

    private GateFixture gate;

    @BeforeEach
    void fixture() {
        gate = new GateFixture(directory);
    }

    @Test
    void a_command_that_exits_with_zero_passes() throws Exception {
        GateResult result = gate.shell("echo hello; echo oops >&2").judge();
        assertThat(result.outcome()).isEqualTo(Outcome.passed());
        assertThat(result.done().commit()).isEqualTo(GateFixture.HEAD);
        assertThat(result.done().tries()).containsExactly(new GateTry(OptionalInt.of(0), 1000, false));
        assertThat(result.done().findings()).isEmpty();
        assertThat(gate.logged()).isEqualTo("hello\noops\n");
    }

    @Test
    void an_exit_code_that_is_not_zero_fails() throws Exception {
        GateResult result = gate.shell("exit 3").judge();
        assertThat(result.outcome()).isEqualTo(Outcome.failed(Reason.GATE_FAILED, "exit code 3 after 1.0 s"));
        assertThat(result.done().findings()).containsExactly("exit code 3 after 1.0 s");
    }

    @Test
    void exit_code_75_is_the_worlds_fault() throws Exception {
        assertThat(gate.shell("exit 75").judge().outcome())
                .isEqualTo(Outcome.failed(
                        Reason.TEMPORARY, "exit code 75 after 1.0 s: the command says that the failure is temporary"));
    }

    @Test
    void a_command_that_the_shell_does_not_find_is_said_plainly() throws Exception {
        Outcome.Failed failed =
                (Outcome.Failed) gate.shell("no-such-program-x").judge().outcome();
        assertThat(failed.reason()).isEqualTo(Reason.GATE_FAILED);
        assertThat(failed.message())
                .startsWith("exit code 127 (command not found) after 1.0 s: ")
                .contains("no-such-program-x");
        assertThat(((Outcome.Failed) gate.shell("exec 2>/dev/null; /etc/passwd")
                                .judge()
                                .outcome())
                        .message())
                .startsWith("exit code 126 (command cannot be executed) after 1.0 s");
    }

    @Test
    void a_missing_program_fails_and_is_not_tried_again() throws Exception {
        GateResult result = gate.retries(3)
                .reports("r.xml")
                .command(new GateSpec.Run(GateFixture.command("x")), "no-such-program-x")
                .judge();
        Outcome.Failed failed = (Outcome.Failed) result.outcome();
        assertThat(failed.reason()).isEqualTo(Reason.GATE_FAILED);
        assertThat(failed.message())
                .startsWith("the gate's program is missing: ")
                .contains("no-such-program-x");
        assertThat(result.done().tries()).containsExactly(new GateTry(OptionalInt.empty(), 1000, false));
    }

    @Test
    void a_program_that_the_system_does_not_start_is_the_worlds_fault() throws Exception {
        Files.delete(gate.worktree);
        Outcome.Failed failed = (Outcome.Failed) gate.shell("true").judge().outcome();
        assertThat(failed.reason()).isEqualTo(Reason.SPAWN);
        assertThat(failed.isWorld()).isTrue();
    }

    @Test
    void a_log_that_cannot_be_written_is_the_worlds_fault() throws Exception {
        gate.retries(1).shell("exit 1");
        Files.createDirectory(gate.log);
        GateRunner runner = new GateRunner(ending(1), GateFixture.NO_TREES, GateFixture.ticking());
        Outcome.Failed failed =
                (Outcome.Failed) runner.judge(gate.request(), new GateStop()).outcome();
        assertThat(failed.reason()).isEqualTo(Reason.DISK);
    }

    @Test
    void a_signal_is_named() throws Exception {
        assertThat(((Outcome.Failed) gate.shell("kill -KILL $$").judge().outcome()).message())
                .isEqualTo("exit code 137 (signal KILL, perhaps out of memory) after 1.0 s");
        assertThat(GateCommand.describe(143)).isEqualTo("exit code 143 (signal TERM)");
        assertThat(GateCommand.describe(200)).isEqualTo("exit code 200");
        assertThat(GateCommand.describe(-1)).isEqualTo("no exit code");
    }

    @Test
    void a_command_that_does_not_end_in_time_is_stopped() throws Exception {
        GateResult result =
                gate.timeout(Duration.ofMillis(50)).shell("exec sleep 600").judge();
        assertThat(result.outcome()).isEqualTo(Outcome.failed(Reason.GATE_TIMEOUT, "timed out after 50 ms"));
        assertThat(result.done().tries()).extracting(GateTry::timedOut).containsExactly(true);
    }

    @Test
    void a_pass_on_a_repetition_is_flaky() throws Exception {
        String secondTime = "echo run; test -e seen || { touch seen; exit 1; }";
        GateResult result = gate.retries(2).shell(secondTime).judge();
        assertThat(result.outcome()).isEqualTo(new Outcome.Passed(true));
        assertThat(result.done().tries())
                .extracting(GateTry::exitCode)
                .containsExactly(OptionalInt.of(1), OptionalInt.of(0));
        assertThat(result.done().findings())
                .containsExactly("try 1: exit code 1 after 1.0 s", "flaky: passed on try 2 of 3 only");
        assertThat(gate.logged()).isEqualTo("run\n--- try 2 of 3 ---\nrun\n");
    }

    @Test
    void a_flaky_pass_is_a_failure_where_the_user_says_so() throws Exception {
        GateResult result = gate.retries(1)
                .flakyFails()
                .shell("test -e seen || { touch seen; exit 1; }")
                .judge();
        assertThat(result.outcome()).isEqualTo(Outcome.failed(Reason.GATE_FLAKY, "flaky: passed on try 2 of 2 only"));
        assertThat(result.done().tries()).hasSize(2);
    }

    @Test
    void a_gate_that_stays_red_is_tried_as_often_as_allowed() throws Exception {
        GateResult result = gate.retries(2).shell("exit 1").judge();
        assertThat(result.done().tries()).hasSize(3);
        assertThat(result.done().findings())
                .containsExactly(
                        "try 1: exit code 1 after 1.0 s", "try 2: exit code 1 after 1.0 s", "exit code 1 after 1.0 s");
    }

    @Test
    void reports_are_read_and_shown() throws Exception {
        GateResult result = gate.reports("**/junit*.xml", "!old/**")
                .shell(write("out/junit-1.xml", GREEN) + write("out/junit-2.xml", GREEN))
                .judge();
        assertThat(result.outcome()).isEqualTo(Outcome.passed());
        assertThat(result.done().tests().orElseThrow().tests()).isEqualTo(2);
        assertThat(result.done().findings()).containsExactly("2 tests, none failed");
    }

    @Test
    void a_report_that_tells_of_failures_outweighs_the_exit_code() throws Exception {
        GateResult result = gate.reports("r.xml").shell(write("r.xml", RED)).judge();
        assertThat(result.outcome())
                .isEqualTo(Outcome.failed(Reason.GATE_FAILED, "exit code 0, but 1 of 2 tests failed: 'c b'"));
    }

    @Test
    void the_reports_of_a_failed_command_are_shown_too() throws Exception {
        GateResult result =
                gate.reports("r.xml").shell(write("r.xml", RED) + "exit 1").judge();
        assertThat(result.outcome()).isEqualTo(Outcome.failed(Reason.GATE_FAILED, "exit code 1 after 1.0 s"));
        assertThat(result.done().findings()).containsExactly("exit code 1 after 1.0 s", "1 of 2 tests failed: 'c b'");
        assertThat(result.done().tests().orElseThrow().failures()).isEqualTo(1);
        assertThat(gate.reports("none.xml").shell("exit 1").judge().done().findings())
                .containsExactly("exit code 1 after 1.0 s", "no file matches 'none.xml' after the command");
    }

    @Test
    void a_missing_report_is_not_a_pass() throws Exception {
        assertThat(gate.reports("r.xml", "x/*.xml").shell("true").judge().outcome())
                .isEqualTo(
                        Outcome.failed(Reason.GATE_UNREADABLE, "no file matches 'r.xml', 'x/*.xml' after the command"));
    }

    @Test
    void a_report_from_before_the_run_is_not_a_pass() throws Exception {
        Corpus.write(gate.worktree.resolve("r.xml"), GREEN);
        assertThat(gate.reports("r.xml").shell("true").judge().outcome())
                .isEqualTo(Outcome.failed(
                        Reason.GATE_UNREADABLE, "r.xml is older than the run: the command wrote no report"));
    }

    @Test
    void older_reports_beside_new_ones_are_ignored_and_named() throws Exception {
        Corpus.write(gate.worktree.resolve("old.xml"), RED);
        GateResult result = gate.reports("*.xml").shell(write("new.xml", GREEN)).judge();
        assertThat(result.outcome()).isEqualTo(Outcome.passed());
        assertThat(result.done().findings())
                .containsExactly("ignored as older than the run: 1 report, such as old.xml", "1 test, none failed");
    }

    @Test
    void each_try_must_write_its_own_report_and_the_same_bytes_written_again_are_new() throws Exception {
        String once = "test -e seen && exit 0; touch seen; " + write("r.xml", GREEN) + "exit 1";
        assertThat(gate.retries(1).reports("r.xml").shell(once).judge().outcome())
                .isEqualTo(Outcome.failed(
                        Reason.GATE_UNREADABLE, "r.xml is older than the run: the command wrote no report"));
        Files.delete(gate.worktree.resolve("seen"));
        String again = write("r.xml", GREEN) + "test -e seen || { touch seen; exit 1; }";
        assertThat(gate.shell(again).judge().outcome()).isEqualTo(new Outcome.Passed(true));
    }

    @Test
    void an_unreadable_report_is_not_a_pass() throws Exception {
        assertThat(gate.reports("r.xml")
                        .shell("printf '<testsuite>\\n<' > r.xml")
                        .judge()
                        .outcome()
                        .toString())
                .contains("GATE_UNREADABLE")
                .contains("r.xml:2: not a well-formed report");
        assertThat(gate.shell("rm r.xml; : > r.xml").judge().outcome())
                .isEqualTo(Outcome.failed(Reason.GATE_UNREADABLE, "r.xml is empty"));
        assertThat(gate.shell("rm r.xml; " + write("r.xml", "<testsuites/>"))
                        .judge()
                        .outcome())
                .isEqualTo(Outcome.failed(Reason.GATE_UNREADABLE, "the reports tell of no test at all"));
    }

    @Test
    void a_report_of_many_megabytes_is_read() throws Exception {
        Path large = Corpus.large(
                directory.resolve("large.xml"),
                "<testsuite><testcase name='a'/><system-out><![CDATA[",
                "a line of output\n",
                50_000_000,
                "]]></system-out></testsuite>");
        assertThat(gate.reports("r.xml")
                        .shell("mv '" + large + "' r.xml")
                        .judge()
                        .outcome())
                .isEqualTo(Outcome.passed());
    }

    @Test
    void a_stop_ends_the_command_and_no_other_try_begins() throws Exception {
        GateRequest request = gate.retries(5).shell("exec sleep 600").request();
        GateStop stop = new GateStop();
        CountDownLatch awaited = new CountDownLatch(1);
        GateRunner runner = new GateRunner(announcing(awaited), GateFixture.NO_TREES, GateFixture.ticking());
        CompletableFuture<GateResult> judged = CompletableFuture.supplyAsync(() -> {
            try {
                return runner.judge(request, stop);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(awaited.await(30, TimeUnit.SECONDS)).isTrue();
        stop.stop(false);
        assertThat(judged.get(30, TimeUnit.SECONDS).outcome()).isEqualTo(new Outcome.Cancelled("stopped on request"));
        assertThat(judged.get().done().tries()).hasSize(1);
    }

    @Test
    void a_gate_stopped_before_it_began_starts_nothing() throws Exception {
        GateStop stop = new GateStop();
        stop.stop(true);
        GateRunner runner =
                new GateRunner(new LocalProcessLauncher(Graces.DEFAULT), GateFixture.NO_TREES, GateFixture.ticking());
        GateResult result =
                runner.judge(gate.reports("r.xml").shell("touch started").request(), stop);
        assertThat(result.outcome()).isInstanceOf(Outcome.Cancelled.class);
        assertThat(result.done().tries()).isEmpty();
        assertThat(gate.worktree.resolve("started")).doesNotExist();
    }

    @Test
    void an_interrupt_stops_the_command_at_once() {
        CountDownLatch stopped = new CountDownLatch(1);
        ProcessLauncher launcher =
                launching(new Ending(new RunningProcess.Ended(OptionalInt.empty(), false, false, 0, List.of())) {
                    @Override
                    public Ended await(Optional<Duration> timeout) throws InterruptedException {
                        throw new InterruptedException();
                    }

                    @Override
                    public void stop(boolean atOnce) {
                        assertThat(atOnce).isTrue();
                        stopped.countDown();
                    }
                });
        GateRunner runner = new GateRunner(launcher, GateFixture.NO_TREES, GateFixture.ticking());
        assertThatThrownBy(() -> runner.judge(gate.shell("true").request(), new GateStop()))
                .isInstanceOf(InterruptedException.class);
        assertThat(stopped.getCount()).isZero();
    }

    @Test
    void processes_that_outlive_the_command_are_told() throws Exception {
        GateRunner runner = new GateRunner(
                launching(new Ending(new RunningProcess.Ended(OptionalInt.of(0), false, false, 2, List.of()))),
                GateFixture.NO_TREES,
                GateFixture.ticking());
        GateResult result = runner.judge(gate.shell("true").request(), new GateStop());
        assertThat(result.outcome()).isEqualTo(Outcome.passed());
        assertThat(result.done().findings()).containsExactly("2 processes outlived the command and had to be ended");
    }

    @Test
    void processes_that_cannot_be_ended_are_the_worlds_fault_and_nothing_is_tried_again() throws Exception {
        GateRunner runner = new GateRunner(
                launching(new Ending(new RunningProcess.Ended(OptionalInt.of(0), false, false, 1, List.of(42L)))),
                GateFixture.NO_TREES,
                GateFixture.ticking());
        GateResult result = runner.judge(gate.retries(3).shell("true").request(), new GateStop());
        assertThat(result.outcome())
                .isEqualTo(Outcome.failed(Reason.SURVIVORS, "processes of the gate could not be ended: [42]"));
        assertThat(result.done().tries()).hasSize(1);
    }

    @Test
    void a_coverage_gate_wants_enough_lines_covered() throws Exception {
        String copy = "cp '" + Corpus.file("coverage/lcov.info") + "' lcov.info; ";
        assertThat(coverage(66, copy, "lcov.info").judge().done().findings())
                .containsExactly("coverage 66.6 % of 6 lines in 2 files");
        GateResult low = coverage(66.67, copy, "lcov.info").judge();
        assertThat(low.outcome())
                .isEqualTo(Outcome.failed(Reason.GATE_FAILED, "coverage 66.6 % of lines, below 66.67 %"));
        assertThat(low.done().coverage().orElseThrow()).isBetween(66.6, 66.7);
        assertThat(low.done().findings()).contains("src/cart.ts: 50 % of 4 lines");
    }

    @Test
    void coverage_is_not_a_pass_when_its_files_are_missing_old_broken_or_without_a_line() throws Exception {
        assertThat(coverage(0, "true; ", "lcov.info").judge().outcome())
                .isEqualTo(Outcome.failed(Reason.GATE_UNREADABLE, "no file matches 'lcov.info' after the command"));
        Corpus.write(gate.worktree.resolve("lcov.info"), "SF:a\nDA:1,1\nend_of_record\n");
        assertThat(coverage(0, "true; ", "lcov.info").judge().outcome().toString())
                .contains("is older than the run");
        assertThat(coverage(0, "echo SF:a > lcov.info; ", "lcov.info")
                        .judge()
                        .outcome()
                        .toString())
                .contains("the file ends before 'end_of_record'");
        assertThat(coverage(0, "printf 'SF:a\\nend_of_record\\n' > lcov.info; ", "lcov.info")
                        .judge()
                        .outcome())
                .isEqualTo(Outcome.failed(Reason.GATE_UNREADABLE, "lcov.info: the coverage of not one line is told"));
        assertThat(coverage(0, "exit 2; ", "lcov.info").judge().outcome())
                .isEqualTo(Outcome.failed(Reason.GATE_FAILED, "exit code 2 after 1.0 s"));
    }

    @Test
    void coverage_without_a_command_reads_what_is_there_and_is_not_tried_again() throws Exception {
        gate.retries(2).command(new GateSpec.Coverage(Optional.empty(), List.of("lcov.info"), 90));
        assertThat(gate.judge().outcome())
                .isEqualTo(Outcome.failed(Reason.GATE_UNREADABLE, "no file matches 'lcov.info'"));
        Corpus.write(gate.worktree.resolve("lcov.info"), "SF:a\nDA:1,1\nend_of_record\n");
        assertThat(gate.judge().outcome()).isEqualTo(Outcome.passed());
        assertThat(gate.judge().done().coverage()).hasValue(100);
        Corpus.write(gate.worktree.resolve("lcov.info"), "SF:a\nDA:1,0\nend_of_record\n");
        assertThat(gate.judge().done().findings())
                .containsExactly("coverage 0 % of lines, below 90 %", "a: 0 % of 1 line");
    }

    @Test
    void a_change_gate_wants_a_matching_file_that_is_still_there() throws Exception {
        gate.command(new GateSpec.Changed(List.of("docs/**", "README.md")));
        gate.changed(Kind.DELETED, "docs/a", 0, 5).changed(Kind.MODIFIED, "src/x", 1, 1);
        assertThat(gate.judge().outcome())
                .isEqualTo(Outcome.failed(
                        Reason.GATE_FAILED, "none of the 2 changed files matches 'docs/**', 'README.md'"));
        gate.changed(Kind.RENAMED, "docs/z", 0, 0).changed(Kind.ADDED, "README.md", 1, 0);
        assertThat(gate.judge().outcome()).isEqualTo(Outcome.passed());
        assertThat(gate.judge().done().findings()).containsExactly("'README.md' and 1 more changed");
    }

    @Test
    void a_size_gate_counts_added_and_deleted_lines_and_files() throws Exception {
        gate.changed(Kind.MODIFIED, "a", 500, 300).changed(Kind.ADDED, "b", 700, 0);
        gate.command(new GateSpec.DiffSize(OptionalInt.of(1500), OptionalInt.of(2)));
        assertThat(gate.judge().outcome()).isEqualTo(Outcome.passed());
        assertThat(gate.judge().done().findings()).containsExactly("1,500 lines added or deleted in 2 files");
        gate.command(new GateSpec.DiffSize(OptionalInt.of(1499), OptionalInt.of(1)));
        assertThat(gate.judge().outcome())
                .isEqualTo(Outcome.failed(
                        Reason.GATE_FAILED,
                        "1,500 lines added or deleted, more than 1,499 lines; 2 files changed, more than 1 file"));
        gate.command(new GateSpec.DiffSize(OptionalInt.empty(), OptionalInt.empty()));
        assertThat(gate.judge().outcome()).isEqualTo(Outcome.passed());
    }

    private GateFixture coverage(double lines, String before, String file) {
        String line = before + "true";
        return gate.command(
                new GateSpec.Coverage(Optional.of(GateFixture.command(line)), List.of(file), lines), "sh", "-c", line);
    }

    private static String write(String file, String text) {
        return "mkdir -p \"$(dirname " + file + ")\"; printf '%s' '" + text + "' > " + file + "; ";
    }

    private static ProcessLauncher ending(int code) {
        return launching(new Ending(new RunningProcess.Ended(OptionalInt.of(code), false, false, 0, List.of())));
    }

    private static ProcessLauncher launching(RunningProcess process) {
        return new ProcessLauncher() {
            @Override
            public RunningProcess start(ProcessSpec spec) {
                return process;
            }

            @Override
            public List<Long> sweep(String mark, Duration grace) {
                return List.of();
            }
        };
    }

    /** Lets the test know when the runner has the process in its hands. */
    private static ProcessLauncher announcing(CountDownLatch awaited) {
        ProcessLauncher real = new LocalProcessLauncher(Graces.DEFAULT);
        return new ProcessLauncher() {
            @Override
            public RunningProcess start(ProcessSpec spec) throws SpawnException {
                RunningProcess process = real.start(spec);
                return new RunningProcess() {
                    @Override
                    public long pid() {
                        return process.pid();
                    }

                    @Override
                    public Ended await(Optional<Duration> timeout) throws InterruptedException {
                        awaited.countDown();
                        return process.await(timeout);
                    }

                    @Override
                    public void stop(boolean atOnce) {
                        process.stop(atOnce);
                    }
                };
            }

            @Override
            public List<Long> sweep(String mark, Duration grace) {
                return List.of();
            }
        };
    }

    /** A process that ends as told. */
    private static class Ending implements RunningProcess {
        private final Ended ended;

        Ending(Ended ended) {
            this.ended = ended;
        }

        @Override
        public long pid() {
            return 1;
        }

        @Override
        public Ended await(Optional<Duration> timeout) throws InterruptedException {
            return ended;
        }

        @Override
        public void stop(boolean atOnce) {
            // Has ended already.
        }
    }
}
