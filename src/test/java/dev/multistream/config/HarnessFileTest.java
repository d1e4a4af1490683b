package dev.multistream.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.model.AgentName;
import dev.multistream.model.AgentSpec;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.CheckpointSpec;
import dev.multistream.model.CheckpointSpec.Resolver;
import dev.multistream.model.CommandSpec;
import dev.multistream.model.CommitSpec;
import dev.multistream.model.GateName;
import dev.multistream.model.GateSpec;
import dev.multistream.model.HarnessSpec;
import dev.multistream.model.Place;
import dev.multistream.model.PolicySpec;
import dev.multistream.model.RetrySpec;
import dev.multistream.model.StreamId;
import dev.multistream.model.StreamSpec;
import dev.multistream.model.TeamMember;
import dev.multistream.model.Template;
import dev.multistream.model.Template.Literal;
import dev.multistream.model.Template.Reference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class HarnessFileTest {
    private static final String HEAD = "version: 1\nagents: { a: { run: x } }\n";
    private static final String SMALL = HEAD + "streams: { s: { task: t, agent: a } }\n";

    private final HarnessSpec everything = Reader.spec(HarnessFile.read(
            Reader.folder("valid").get("everything"), "harness.yaml", Reader.context(Map.of("ticket", "T-7"))));

    private StreamSpec persistence() {
        return everything.streams().get(new StreamId("terminal-persistence"));
    }

    private GateSpec gate(String name) {
        return everything.gates().get(new GateName(name));
    }

    @Test
    void the_top_is_read() {
        assertThat(everything.name()).isEqualTo("vibetrees");
        assertThat(everything.base()).contains("main");
        assertThat(everything.onFailure()).isEqualTo(HarnessSpec.OnFailure.STOP);
        assertThat(everything.mode()).isEqualTo(HarnessSpec.Mode.SEQUENTIAL);
        assertThat(everything.limits().streams()).isEqualTo(OptionalInt.of(3));
        assertThat(everything.limits().agents()).isEqualTo(OptionalInt.of(6));
        assertThat(everything.commit()).isEqualTo(new CommitSpec(false, true, true));
        assertThat(everything.secrets().get("DB_KEY").path()).contains("secrets/db");
        assertThat(everything.secrets().get("API_KEY").variable()).isEqualTo("API_KEY");
        assertThat(everything.inputs().get("count").defaultValue()).contains("3");
    }

    @Test
    void values_of_env_are_texts_as_they_were_written() {
        assertThat(everything.env().get("PORT")).isEqualTo(Template.literal("3000"));
        assertThat(everything.env().get("DEBUG")).isEqualTo(Template.literal("true"));
        assertThat(everything.env().get("ODD")).isEqualTo(Template.literal("0777"));
        assertThat(everything.env().get("EMPTY").source()).isEmpty();
    }

    @Test
    void inputs_become_literals_and_other_references_stay() {
        assertThat(everything.env().get("WHO").parts())
                .containsExactly(
                        new Reference("run", "id"),
                        new Literal(" "),
                        new Literal("T-7"),
                        new Literal(" "),
                        new Reference("secrets", "API_KEY"));
        StreamSpec docs = everything.streams().get(new StreamId("docs"));
        assertThat(docs.task().text()).isEqualTo("write docs for T-7 ×3");
        assertThat(docs.branch().value()).isEqualTo("docs/T-7");
        assertThat(docs.timeout()).contains(Duration.ofHours(2));
    }

    @Test
    void what_an_input_holds_is_never_evaluated() {
        HarnessFile.Result result = Reader.read(
                "version: 1\ninputs: { i: {} }\nagents: { a: { run: x, env: { V: '${{ inputs.i }}' } } }\n"
                        + "streams: { s: { task: '${{ inputs.i }}', agent: a } }\n",
                Map.of("i", "${{ secrets.X }}"));

        assertThat(Reader.spec(result).streams().get(new StreamId("s")).task().text())
                .isEqualTo("${{ secrets.X }}");
        assertThat(Reader.spec(result).agents().get(new AgentName("a")).env().get("V"))
                .isEqualTo(Template.literal("${{ secrets.X }}"));
    }

    @Test
    void agents_are_commands_or_scenarios() {
        AgentSpec claude = everything.agents().get(new AgentName("claude"));
        assertThat(claude.program())
                .isEqualTo(new AgentSpec.Command(new CommandSpec.Argv(List.of(
                        Template.literal("claude"),
                        Template.literal("-p"),
                        new Template(List.of(new Reference("stream", "id"))),
                        Template.literal("5")))));
        assertThat(claude.prompt())
                .contains(new AgentSpec.PromptSpec(AgentSpec.PromptSpec.Mode.FLAG, Optional.of("-p")));
        assertThat(everything.agents().get(new AgentName("scripted")).program())
                .isEqualTo(new AgentSpec.Script("agents/demo.yaml"));
    }

    @Test
    void a_stream_is_read() {
        StreamSpec stream = persistence();
        assertThat(stream.task().text()).isEqualTo("make the terminal persist");
        assertThat(stream.task().file()).contains("docs/tasks/terminal.md");
        assertThat(stream.branchDeclared()).isTrue();
        assertThat(stream.base()).contains("v1.0~2");
        assertThat(stream.needs())
                .containsExactly(
                        new StreamSpec.StreamNeed(new StreamId("docs"), false),
                        new StreamSpec.CheckpointNeed(new CheckpointName("week-1"), true));
        assertThat(stream.when()).isEqualTo(StreamSpec.RunCondition.ALWAYS);
        assertThat(stream.shares()).containsExactly("scripts/worktree-manager.mjs");
        assertThat(stream.attachments()).containsExactly("mockup.png");
        assertThat(stream.timeout()).contains(Duration.ofMinutes(90));
        assertThat(stream.place()).isEqualTo(new Place("harness.yaml", 31, 3));
    }

    @Test
    void a_team_is_read() {
        TeamMember security = persistence().team().get(new AgentName("security"));
        assertThat(security.uses()).isEqualTo(new AgentName("claude"));
        assertThat(security.role()).contains("security");
        assertThat(security.prompt().map(Template::source)).contains("Look at T-7");
        assertThat(security.timeout()).contains(Duration.ofMinutes(30));
        assertThat(security.retry()).isEqualTo(new RetrySpec(2, RetrySpec.On.ANY, Duration.ZERO));
        TeamMember testing = persistence().team().get(new AgentName("testing"));
        assertThat(testing.needs()).containsExactly(new AgentName("backend"));
        assertThat(testing.retry()).isEqualTo(new RetrySpec(1, RetrySpec.On.INFRASTRUCTURE, Duration.ofSeconds(10)));
    }

    @Test
    void a_team_of_one_is_called_like_its_agent() {
        TeamMember one = everything.streams().get(new StreamId("docs")).team().get(new AgentName("claude"));
        assertThat(one.uses()).isEqualTo(new AgentName("claude"));
        assertThat(one.retry()).isEqualTo(RetrySpec.NONE);
    }

    @Test
    void a_streams_workspace_overrides_key_by_key() {
        assertThat(persistence().workspace().directory()).isEqualTo(".trees");
        assertThat(persistence().workspace().carry()).isEmpty();
        assertThat(persistence().workspace().setup()).hasSize(1);
        assertThat(persistence().workspace().teardown()).hasSize(1);
        assertThat(everything.workspace().carry()).containsExactly(".env", ".env.local");
    }

    @Test
    void boundaries_block_where_something_is_owned_or_only_read() {
        assertThat(persistence().boundary()).isEqualTo(StreamSpec.Boundary.BLOCK);
        assertThat(only("task: t, agent: a").boundary()).isEqualTo(StreamSpec.Boundary.WARN);
        assertThat(only("task: t, agent: a, reads: [x]").boundary()).isEqualTo(StreamSpec.Boundary.BLOCK);
        assertThat(only("task: t, agent: a, owns: [x], boundary: warn").boundary())
                .isEqualTo(StreamSpec.Boundary.WARN);
    }

    private static StreamSpec only(String stream) {
        return Reader.spec(HEAD + "streams: { s: { " + stream + " } }\n")
                .streams()
                .get(new StreamId("s"));
    }

    @Test
    void each_kind_of_gate_is_read() {
        assertThat(gate("unit").check()).isInstanceOf(GateSpec.Run.class);
        assertThat(gate("unit").reports()).containsExactly("**/junit*.xml");
        assertThat(gate("unit").retry()).isEqualTo(OptionalInt.of(1));
        assertThat(gate("unit").flakyFails()).isTrue();
        assertThat(gate("unit").env()).containsKey("CI");
        assertThat(gate("coverage").check()).isInstanceOfSatisfying(GateSpec.Coverage.class, coverage -> {
            assertThat(coverage.command()).isPresent();
            assertThat(coverage.lines()).isEqualTo(90);
        });
        assertThat(gate("cov-only").check()).isEqualTo(new GateSpec.Coverage(Optional.empty(), List.of("a.xml"), 0.5));
        assertThat(gate("red-green").check())
                .isInstanceOfSatisfying(
                        GateSpec.RedGreen.class,
                        check -> assertThat(check.tests()).containsExactly("**/*.test.mjs"));
        assertThat(gate("docs").check()).isEqualTo(new GateSpec.Changed(List.of("docs/**", "README.md")));
        assertThat(gate("size").check()).isEqualTo(new GateSpec.DiffSize(OptionalInt.of(800), OptionalInt.empty()));
        assertThat(gate("size").retry()).isEmpty();
    }

    @Test
    void policies_are_read() {
        assertThat(everything.policies())
                .containsExactly(
                        new PolicySpec(
                                Optional.of("(?i)auth|login"), Optional.empty(), new PolicySpec.Role("security")),
                        new PolicySpec(Optional.empty(), Optional.of("implementation"), new PolicySpec.Role("testing")),
                        new PolicySpec(Optional.empty(), Optional.empty(), new PolicySpec.Gate(new GateName("docs"))));
    }

    @Test
    void a_checkpoint_is_read() {
        CheckpointSpec week = everything.checkpoints().get(new CheckpointName("week-2"));
        assertThat(week.merge()).containsExactly(new StreamId("terminal-persistence"));
        assertThat(week.into().value()).isEqualTo("main");
        assertThat(week.needs()).containsExactly(new CheckpointName("week-1"));
        assertThat(week.review()).isEqualTo(new CheckpointSpec.ReviewSpec(true, List.of("alice")));
        assertThat(week.onConflict()).isEqualTo(CheckpointSpec.OnConflict.STOP);
        assertThat(week.conflicts()).hasSize(3);
        assertThat(week.conflicts().get(0).resolvers()).containsExactly(Resolver.UNION, Resolver.THEIRS);
        assertThat(week.conflicts().get(1).run()).isPresent();
    }

    @Test
    void what_is_not_said_has_its_default() {
        HarnessSpec spec = Reader.spec(SMALL);
        assertThat(spec.name()).isEqualTo("folder");
        assertThat(spec.base()).isEmpty();
        assertThat(spec.repository()).isEqualTo(".");
        assertThat(spec.commit()).isEqualTo(CommitSpec.DEFAULT);
        assertThat(spec.workspace().directory()).isEqualTo(".worktrees");
        assertThat(spec.streams().get(new StreamId("s")).branch().value()).isEqualTo("harness/s");
        assertThat(spec.streams().get(new StreamId("s")).branchDeclared()).isFalse();
    }

    @Test
    void a_given_input_that_is_not_declared_is_an_error_without_a_place() {
        HarnessFile.Result result = Reader.read(
                "version: 1\ninputs: { ticket: {} }\n" + SMALL.substring("version: 1\n".length()),
                Map.of("tiket", "x"));

        assertThat(Reader.print(Reader.problems(result)))
                .isEqualTo("error: --set tiket: the file declares no such input [input.unknown]\n"
                        + "  hint: did you mean 'ticket'?\n");
    }

    @Test
    void a_hundred_megabytes_are_refused_without_being_read() throws IOException {
        class Endless extends InputStream {
            private int given;

            @Override
            public int read() {
                given++;
                return 'a';
            }
        }
        Endless endless = new Endless();

        HarnessFile.Result result = HarnessFile.read(endless, "harness.yaml", Reader.context(Map.of()));

        assertThat(Reader.codes(result)).containsExactly("yaml.too-large");
        assertThat(endless.given).isLessThanOrEqualTo(YamlDocument.MAX_BYTES + 1);
    }

    @Test
    void a_stream_of_bytes_is_read_like_bytes() throws IOException {
        InputStream in = new ByteArrayInputStream(SMALL.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(Reader.spec(HarnessFile.read(in, "harness.yaml", Reader.context(Map.of()))))
                .isEqualTo(Reader.spec(SMALL));
    }

    @Test
    void lint_warns_of_what_is_probably_not_meant() {
        HarnessFile.Result result = Reader.read("""
                version: 1
                inputs: { i: {} }
                secrets: { S: { from: env } }
                agents: { a: { run: x }, idle: { run: y } }
                streams:
                  s: { task: t, agent: a }
                  lost: { task: t, agents: { one: { uses: a } }, gates: [g], owns: ["x/**"] }
                  also: { task: t, agent: a, gates: [g], owns: ["x*/*a*"], timeout: 5m }
                gates: { g: { run: x }, unused: { run: y } }
                checkpoints:
                  c1: { merge: [s], into: main, review: { required: false, by: [x] } }
                  c2: { merge: [s], into: main, conflicts: [{ paths: [a], resolve: [ours, human] }] }
                """);

        assertThat(result).isInstanceOf(HarnessFile.Read.class);
        assertThat(Reader.codes(result))
                .containsExactly(
                        "input.unused",
                        "secret.unused",
                        "agent.unused",
                        "stream.no-gates",
                        "agent.no-timeout",
                        "stream.not-merged",
                        "agent.no-timeout",
                        "stream.not-merged",
                        "owns.maybe-overlap",
                        "gate.unused",
                        "checkpoint.no-gates",
                        "review.not-required",
                        "checkpoint.no-gates",
                        "checkpoint.no-order",
                        "resolve.unreachable");
    }

    @Test
    void owned_files_are_looked_up_in_the_base_tree() {
        String yaml = HEAD
                + "streams:\n"
                + "  s: { task: t, agent: a, owns: ['*.java', 'new/**'] }\n"
                + "  r: { task: t, agent: a, owns: ['A*'] }\n"
                + "  q: { task: t, agent: a, owns: ['*.kt'] }\n";

        assertThat(Reader.print(Reader.problems(Reader.readWithTree(yaml, "A.java", "B.java", "C.kt"))))
                .contains("'*.java' of stream 's' (line 4) and 'A*' of stream 'r' overlap: both match 'A.java'")
                .contains("'new/**' of stream 's' matches no file of the base");
        assertThat(Reader.codes(Reader.readWithTree(yaml, "B.java", "C.kt")))
                .doesNotContain("owns.overlap", "owns.maybe-overlap");
    }

    @Test
    void very_many_patterns_end_in_a_warning_and_not_in_a_long_wait() {
        StringBuilder yaml = new StringBuilder(HEAD + "streams:\n");
        for (int i = 0; i < 400; i++) {
            yaml.append("  s%d: { task: t, agent: a, owns: ['*a*b*c*%d*d*e*.txt'] }\n".formatted(i, i));
        }

        assertThat(Reader.codes(Reader.read(yaml.toString()))).contains("owns.many");
    }

    @Test
    void patterns_in_different_directories_cost_nothing_to_compare() {
        StringBuilder yaml = new StringBuilder(HEAD + "streams:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  s%d: { task: t, agent: a, owns: ['dir-%03d/**', '/doc-%03d/*.md'] }\n".formatted(i, i, i));
        }

        assertThat(Reader.codes(Reader.read(yaml.toString()))).doesNotContain("owns.many", "owns.maybe-overlap");
    }

    @Test
    void at_most_a_hundred_problems_are_kept() {
        StringBuilder yaml = new StringBuilder(SMALL + "gates:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  g%d: { nope: 1 }\n".formatted(i));
        }

        List<String> codes = Reader.codes(Reader.read(yaml.toString()));

        assertThat(codes).hasSize(101).endsWith("problems.more");
    }

    @Test
    void warnings_beyond_the_cap_make_no_error() {
        StringBuilder yaml = new StringBuilder(SMALL + "gates:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  g%d: { run: x }\n".formatted(i));
        }

        HarnessFile.Result result = Reader.read(yaml.toString());

        assertThat(result).isInstanceOf(HarnessFile.Read.class);
        assertThat(Reader.problems(result)).hasSize(101).noneMatch(problem -> problem.isError());
    }

    @Test
    void a_long_chain_of_streams_is_no_circle() {
        StringBuilder yaml = new StringBuilder(HEAD + "streams:\n  s0: { task: t, agent: a }\n");
        for (int i = 1; i < 5000; i++) {
            yaml.append("  s%d: { task: t, agent: a, needs: [s%d] }\n".formatted(i, i - 1));
        }

        assertThat(Reader.spec(yaml.toString()).streams()).hasSize(5000);
    }
}
