package dev.multistream.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.conflict.FileChange.Kind;
import dev.multistream.model.CommitId;
import dev.multistream.model.GateSpec;
import dev.multistream.model.RepoPath;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.StepResult.GateTry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command reads the file {@code code}: it is {@code old} on the base and {@code new} on the head. */
class RedGreenTest {
    @TempDir
    Path directory;

    private final List<RepoPath> laidOver = new ArrayList<>();
    private int closed;
    private GateFixture gate;
    private Path base;

    @BeforeEach
    void fixture() throws Exception {
        gate = new GateFixture(directory);
        base = Files.createDirectory(directory.resolve("base"));
        Corpus.write(base.resolve("code"), "old\n");
        Corpus.write(gate.worktree.resolve("code"), "new\n");
        gate.changed(Kind.ADDED, "test/b.test.js", 9, 0)
                .changed(Kind.MODIFIED, "test/a.test.js", 1, 1)
                .changed(Kind.RENAMED, "test/c.test.js", 1, 0)
                .changed(Kind.RENAMED, "test/d.test.js", 0, 0)
                .changed(Kind.DELETED, "test/e.test.js", 0, 9)
                .changed(Kind.TYPE_CHANGED, "test/f.test.js", 0, 0)
                .changed(Kind.ADDED, "src/x.js", 9, 0);
    }

    @Test
    void tests_that_fail_on_the_base_and_pass_on_the_head_pass_the_gate() throws Exception {
        GateResult result = judge("echo ran; grep -q new code");
        assertThat(result.outcome()).isEqualTo(Outcome.passed());
        assertThat(result.done().tries())
                .extracting(GateTry::exitCode)
                .containsExactly(OptionalInt.of(1), OptionalInt.of(0));
        assertThat(result.done().findings())
                .containsExactly(
                        "red half: on the base, exit code 1 after 1.0 s", "green half: the command passes on the head");
        assertThat(laidOver)
                .extracting(RepoPath::value)
                .containsExactly("test/a.test.js", "test/b.test.js", "test/c.test.js");
        assertThat(closed).isEqualTo(1);
        assertThat(gate.logged())
                .isEqualTo("--- red half, try 1: base aaaaaaaaaa with 3 test files of bbbbbbbbbb ---\nran\n"
                        + "--- green half, try 1: head bbbbbbbbbb ---\nran\n");
    }

    @Test
    void tests_that_pass_on_the_base_show_nothing() throws Exception {
        GateResult result = judge("true");
        assertThat(result.outcome())
                .isEqualTo(Outcome.failed(
                        Reason.GATE_FAILED,
                        "red half: the new tests pass on the base too, so they do not show that anything changed"));
        assertThat(result.done().tries()).hasSize(1);
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void tests_that_fail_on_the_head_fail_the_gate() throws Exception {
        GateResult result = judge("exit 4");
        assertThat(result.outcome())
                .isEqualTo(Outcome.failed(Reason.GATE_FAILED, "green half: on the head, exit code 4 after 1.0 s"));
        assertThat(result.done().findings())
                .containsExactly(
                        "red half: on the base, exit code 4 after 1.0 s",
                        "green half: on the head, exit code 4 after 1.0 s");
        assertThat(result.done().tries()).hasSize(2);
    }

    @Test
    void a_base_that_cannot_run_the_command_is_no_red_test() throws Exception {
        assertThat(judge("grep -q new code || no-such-program-x").outcome().toString())
                .contains("GATE_FAILED")
                .contains("red half: on the base, exit code 127 (command not found)");
        assertThat(judge("grep -q new code || exit 126").outcome().toString())
                .contains("red half: on the base, exit code 126");
        assertThat(judge("grep -q new code || kill -KILL $$").outcome().toString())
                .contains("red half: on the base, exit code 137");
        assertThat(judge("grep -q new code || exit 75").outcome().toString())
                .contains("TEMPORARY")
                .contains("red half");
        gate.command(new GateSpec.RedGreen(GateFixture.command("x"), List.of("**")), "no-such-program-x");
        assertThat(gate.judge(this::tree).outcome().toString())
                .contains("red half: on the base, the gate's program is missing");
    }

    @Test
    void a_time_out_on_the_base_is_no_red_test_and_on_the_head_no_green_one() throws Exception {
        gate.timeout(Duration.ofMillis(300));
        assertThat(judge("grep -q new code || exec sleep 600").outcome())
                .isEqualTo(Outcome.failed(Reason.GATE_TIMEOUT, "red half: on the base, timed out after 300 ms"));
        assertThat(judge("grep -q old code && exit 1; exec sleep 600").outcome())
                .isEqualTo(Outcome.failed(Reason.GATE_TIMEOUT, "green half: on the head, timed out after 300 ms"));
    }

    @Test
    void a_stream_that_added_no_test_fails() throws Exception {
        gate.retries(2).command(new GateSpec.RedGreen(GateFixture.command("x"), List.of("spec/**", "*.js")), "true");
        GateResult result = gate.judge(this::tree);
        assertThat(result.outcome())
                .isEqualTo(Outcome.failed(
                        Reason.GATE_FAILED, "the stream added or changed no test that matches 'spec/**', '*.js'"));
        assertThat(result.done().tries()).isEmpty();
    }

    @Test
    void a_tree_that_git_cannot_make_is_the_worlds_fault() throws Exception {
        gate.command(new GateSpec.RedGreen(GateFixture.command("true"), List.of("test/**")), "true");
        assertThat(gate.judge().outcome()).isEqualTo(Outcome.failed(Reason.GIT, "red half: there are no trees here"));
    }

    @Test
    void reports_are_asked_of_the_head() throws Exception {
        gate.reports("r.xml");
        assertThat(judge("grep -q new code").outcome())
                .isEqualTo(Outcome.failed(
                        Reason.GATE_UNREADABLE, "green half: on the head, no file matches 'r.xml' after the command"));
        GateResult result = judge("echo '<testsuite><testcase name=\"a\"/></testsuite>' > r.xml; grep -q new code");
        assertThat(result.outcome()).isEqualTo(Outcome.passed());
        assertThat(result.done().tests().orElseThrow().tests()).isEqualTo(1);
    }

    @Test
    void a_red_green_gate_is_repeated_as_a_whole() throws Exception {
        gate.retries(1);
        GateResult result = judge("grep -q old code && exit 1; test -e seen || { touch seen; exit 1; }");
        assertThat(result.outcome()).isEqualTo(new Outcome.Passed(true));
        assertThat(result.done().tries()).hasSize(4);
        assertThat(closed).isEqualTo(2);
    }

    private GateResult judge(String line) throws InterruptedException {
        gate.command(new GateSpec.RedGreen(GateFixture.command(line), List.of("test/*.test.js")), "sh", "-c", line);
        return gate.judge(this::tree);
    }

    private ScratchTrees.ScratchTree tree(CommitId from, CommitId to, List<RepoPath> tests) {
        assertThat(from).isEqualTo(GateFixture.BASE);
        assertThat(to).isEqualTo(GateFixture.HEAD);
        laidOver.addAll(tests);
        return new ScratchTrees.ScratchTree() {
            @Override
            public Path directory() {
                return base;
            }

            @Override
            public void close() {
                closed++;
            }
        };
    }
}
