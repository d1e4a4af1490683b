package dev.multistream.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.multistream.agent.AgentAdapter.AgentRun;
import dev.multistream.model.AgentSpec.PromptSpec;
import dev.multistream.process.CommandRunner;
import dev.multistream.process.Graces;
import dev.multistream.process.LocalCommandRunner;
import dev.multistream.process.LocalProcessLauncher;
import dev.multistream.process.RunningProcess;
import dev.multistream.process.SpawnException;
import dev.multistream.testing.Eventually;
import dev.multistream.testing.TestDirs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Agents as real processes. */
class AgentTest {
    private static final Graces SHORT =
            new Graces(Duration.ofMillis(500), Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofSeconds(5));
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/bin:/bin", "HARNESS_TASK", "a task", "AGENT_ID", "demo", "HOME", "/nonexistent");

    @RegisterExtension
    final TestDirs dirs = new TestDirs();

    private final LocalProcessLauncher launcher = new LocalProcessLauncher(SHORT);
    private final AgentAdapter agents = new AgentPrograms(
            new CommandAgent(launcher),
            new ScriptedAgent(
                    launcher,
                    ScriptedAgent.player(
                            Path.of(System.getProperty("java.home"), "bin", "java"),
                            System.getProperty("java.class.path"))));
    private final List<AgentEvent> events = new CopyOnWriteArrayList<>();
    private Path worktree = Path.of("");
    private Path beside = Path.of("");

    @BeforeEach
    void directories() {
        worktree = dirs.fresh("worktree");
        beside = dirs.fresh("logs");
    }

    private AgentRequest request(AgentRequest.Program program, Optional<PromptSpec> delivery, List<String> masks) {
        return new AgentRequest(
                program,
                delivery,
                new AgentRequest.Instructions("it's a \"task\" $(touch oops)", Optional.empty(), List.of()),
                worktree,
                ENVIRONMENT,
                beside.resolve("agent.log"),
                beside.resolve("agent.events"),
                masks,
                "agent-test" + beside);
    }

    private AgentRun start(AgentRequest.Program program) throws SpawnException {
        return agents.start(request(program, Optional.empty(), List.of()), events::add);
    }

    private RunningProcess.Ended run(AgentRequest.Program program) throws Exception {
        return start(program).await(Optional.empty());
    }

    private RunningProcess.Ended shell(String line) throws Exception {
        return run(new AgentRequest.Shell(line));
    }

    private AgentRequest.Play scenario(String... steps) throws Exception {
        Path file = beside.resolve("demo.yaml");
        Files.writeString(
                file,
                "steps:\n"
                        + String.join(
                                "",
                                List.of(steps).stream()
                                        .map(s -> "  - " + s + "\n")
                                        .toList()));
        return new AgentRequest.Play(file);
    }

    private String log() throws Exception {
        return Files.readString(beside.resolve("agent.log"));
    }

    private String deliveredBy(AgentRequest.Program program, PromptSpec.Mode mode, Optional<String> flag)
            throws Exception {
        agents.start(request(program, Optional.of(new PromptSpec(mode, flag)), List.of()), events::add)
                .await(Optional.empty());
        assertThat(worktree.resolve("oops")).doesNotExist();
        return log();
    }

    @Test
    void a_command_finds_its_task_in_the_environment() throws Exception {
        assertThat(shell("echo \"$HARNESS_TASK\"; pwd; exit 7").exitCode()).hasValue(7);
        assertThat(log()).isEqualTo("a task\n" + worktree + "\n");
    }

    @Test
    void the_instructions_reach_a_command_as_last_argument() throws Exception {
        String text = "it's a \"task\" $(touch oops)";
        assertThat(deliveredBy(
                        new AgentRequest.Argv(List.of("printf", "[%s]", "first")),
                        PromptSpec.Mode.ARG,
                        Optional.empty()))
                .isEqualTo("[first][" + text + "]");
    }

    @Test
    void the_instructions_reach_a_shell_line_behind_a_flag_without_being_read_as_shell_text() throws Exception {
        assertThat(deliveredBy(new AgentRequest.Shell("printf '[%s]'"), PromptSpec.Mode.FLAG, Optional.of("-p")))
                .isEqualTo("[-p][it's a \"task\" $(touch oops)]");
    }

    @Test
    void the_instructions_reach_a_command_on_standard_input() throws Exception {
        assertThat(deliveredBy(new AgentRequest.Shell("cat"), PromptSpec.Mode.STDIN, Optional.empty()))
                .isEqualTo("it's a \"task\" $(touch oops)");
    }

    @Test
    void a_missing_agent_program_is_known_as_missing() {
        SpawnException failure =
                catchThrowableOfType(SpawnException.class, () -> start(new AgentRequest.Argv(List.of("cluade", "-p"))));
        assertThat(failure.isMissing()).isTrue();
    }

    @Test
    void a_shell_script_reports_by_its_events_file_while_it_runs() throws Exception {
        AgentRun run = start(new AgentRequest.Shell(
                "echo '{\"type\":\"progress_update\",\"data\":{\"progress\":0.25,\"currentTask\":\"looking\"}}' "
                        + ">> \"$HARNESS_EVENTS\"; while ! [ -e go ]; do sleep 0.01; done"));
        Eventually.holds("the event", () -> !events.isEmpty());
        Files.createFile(worktree.resolve("go"));
        run.await(Optional.empty());
        assertThat(events).containsExactly(new AgentEvent.Progress(OptionalDouble.of(0.25), "looking"));
    }

    @Test
    void what_was_said_last_is_told_before_the_end_and_rubbish_is_passed_over() throws Exception {
        shell("{ echo 'no json'; echo '{\"type\":\"unheard-of\"}'; echo '[1,2'; "
                + "echo '{\"type\":\"progress_update\",\"data\":{\"progress\":7}}'; "
                + "echo '{\"type\":\"file_modified\",\"data\":{\"filePath\":\"/etc/x\",\"operation\":\"created\"}}'; "
                + "head -c 200000 /dev/zero | tr '\\0' x; echo; "
                + "echo '{\"type\":\"file_modified\",\"data\":{\"filePath\":\"a/b\",\"operation\":\"deleted\"}}'; "
                + "printf '{\"type\":\"message\",\"data\":{\"message\":\"no newline behind this\"}}'; "
                + "} >> \"$HARNESS_EVENTS\"");
        assertThat(events)
                .containsExactly(
                        new AgentEvent.FileModified(
                                new dev.multistream.model.RepoPath("a/b"), AgentEvent.Operation.DELETED),
                        new AgentEvent.Message("no newline behind this"));
    }

    @Test
    void secrets_are_masked_in_what_an_agent_says_too() throws Exception {
        String line = "echo '{\"type\":\"message\",\"data\":{\"message\":\"the key is s3cr3t\"}}' | "
                + "tee -a \"$HARNESS_EVENTS\"";
        agents.start(request(new AgentRequest.Shell(line), Optional.empty(), List.of("s3cr3t")), events::add)
                .await(Optional.empty());
        assertThat(events).containsExactly(new AgentEvent.Message("the key is ***"));
        assertThat(log()).contains("the key is ***").doesNotContain("s3cr3t");
    }

    @Test
    void a_scenario_changes_files_and_says_so() throws Exception {
        Files.writeString(worktree.resolve("old.txt"), "x");
        AgentRequest.Play play = scenario(
                "write: { path: src/a.txt, text: \"one\\n\" }",
                "append: { path: src/a.txt, text: \"two\\n\" }",
                "edit: { path: src/a.txt, replace: one, with: eins }",
                "rename: { from: old.txt, to: new/name.txt }",
                "delete: gone.txt",
                "progress: { value: 0.5, task: \"half \\u00fc\\\"\\n\" }",
                "ask: which colour?",
                "print: hello",
                "run: echo from $AGENT_ID; pwd",
                "wait-for: src/a.txt",
                "sleep: 1ms");
        assertThat(run(play).exitCode()).hasValue(0);
        assertThat(worktree.resolve("src/a.txt")).content().isEqualTo("eins\ntwo\n");
        assertThat(worktree.resolve("new/name.txt")).content().isEqualTo("x");
        assertThat(log()).isEqualTo("? which colour?\nhello\nfrom demo\n" + worktree + "\n");
        assertThat(events)
                .hasSize(7)
                .endsWith(
                        new AgentEvent.Progress(OptionalDouble.of(0.5), "half ü\"\n"),
                        new AgentEvent.NeedsInput("which colour?"));
        assertThat(run(play).exitCode()).as("played again over its result").hasValue(0);
        assertThat(worktree.resolve("src/a.txt")).content().isEqualTo("eins\ntwo\n");
    }

    @Test
    void a_scenario_commits_with_a_name_of_its_own_where_the_user_has_none() throws Exception {
        CommandRunner git = new LocalCommandRunner(SHORT);
        git.run(List.of("git", "init", "-q"), worktree, ENVIRONMENT, new byte[0], Duration.ofMinutes(1));
        AgentRequest.Play play = scenario("write: { path: a, text: x }", "commit: \"-x: first\\n\\nand why\"");
        assertThat(run(play).exitCode()).hasValue(0);
        String said = git.run(
                        List.of("git", "log", "--format=%H %an <%ae> %B"),
                        worktree,
                        ENVIRONMENT,
                        new byte[0],
                        Duration.ofMinutes(1))
                .text();
        AgentEvent.Committed committed = (AgentEvent.Committed) events.get(events.size() - 1);
        assertThat(said.strip())
                .isEqualTo(committed.commit().orElseThrow() + " demo <demo@localhost> -x: first\n\nand why");
        assertThat(run(play).exitCode()).as("nothing is left to commit").hasValue(0);
        assertThat(log()).endsWith("nothing to commit\n");
    }

    @Test
    void a_scenario_that_fails_says_at_which_line() throws Exception {
        assertThat(run(scenario("print: x", "fail: { exit: 42, message: no more }"))
                        .exitCode())
                .hasValue(42);
        assertThat(log()).isEqualTo("x\ndemo.yaml:3: no more\n");
    }

    @Test
    void an_edit_of_what_is_not_there_fails_clearly() throws Exception {
        Files.writeString(worktree.resolve("a"), "some text");
        assertThat(run(scenario("edit: { path: a, replace: other, with: more }"))
                        .exitCode())
                .hasValue(1);
        assertThat(log()).isEqualTo("demo.yaml:2: 'a' does not contain what is to be replaced: other\n");
    }

    @Test
    void a_file_that_does_not_come_and_a_command_that_fails_end_the_scenario() throws Exception {
        assertThat(run(scenario("wait-for: { file: never, timeout: 20ms }")).exitCode())
                .hasValue(1);
        assertThat(log()).contains("'never' was not there within");
        assertThat(run(scenario("run: [\"false\"]")).exitCode()).hasValue(1);
        assertThat(log()).contains("the command ended with exit code 1");
    }

    @Test
    void a_scenario_that_cannot_be_read_ends_with_2_and_its_problems() throws Exception {
        assertThat(run(scenario("wirte: { path: a, text: x }")).exitCode()).hasValue(2);
        assertThat(log()).startsWith("demo.yaml:2:5: error: 'wirte' is not known here (known: write, ");
    }

    @Test
    void a_scripted_agent_that_ignores_term_is_killed_after_the_grace() throws Exception {
        AgentRun run = start(scenario("ignore-term: true", "write: { path: up, text: x }", "sleep: 1h"));
        Eventually.holds("it is up", () -> Files.exists(worktree.resolve("up")));
        run.stop(false);
        RunningProcess.Ended ended = run.await(Optional.empty());
        assertThat(ended.exitCode()).hasValue(137);
        assertThat(ended.stopped()).isTrue();
        assertThat(ended.survivors()).isEmpty();
    }

    @Test
    void a_scripted_agent_that_is_asked_to_end_ends() throws Exception {
        AgentRun run = start(scenario("write: { path: up, text: x }", "sleep: 1h"));
        Eventually.holds("it is up", () -> Files.exists(worktree.resolve("up")));
        run.stop(false);
        assertThat(run.await(Optional.empty()).exitCode()).hasValue(143);
    }

    @Test
    void a_grandchild_left_behind_is_ended_and_counted() throws Exception {
        RunningProcess.Ended ended = run(scenario("grandchild: { seconds: 1000 }"));
        assertThat(ended.exitCode()).hasValue(0);
        assertThat(ended.strays()).isEqualTo(1);
        assertThat(ended.survivors()).isEmpty();
    }

    @Test
    void a_scripted_agent_that_takes_too_long_is_timed_out() throws Exception {
        RunningProcess.Ended ended = start(scenario("sleep: 1h")).await(Optional.of(Duration.ofMillis(200)));
        assertThat(ended.timedOut()).isTrue();
    }
}
