package dev.multistream.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multistream.config.FilesBeside;
import dev.multistream.config.HarnessFile;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.HarnessSpec;
import dev.multistream.model.RetrySpec;
import dev.multistream.model.StreamId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final FilesBeside NO_FILES = new FilesBeside() {
        @Override
        public boolean exists(String path) {
            return true;
        }

        @Override
        public Look text(String path, int maxBytes) {
            return new Unusable("is not there");
        }
    };

    private static final String COMMON = """
            version: 1
            agents: { a: { run: "true" } }
            gates: { unit: { run: "true", timeout: 3m }, lint: { run: "true" } }
            """;

    private static HarnessSpec spec(String yaml) {
        HarnessFile.Result result = HarnessFile.read(
                (COMMON + yaml).getBytes(StandardCharsets.UTF_8),
                "harness.yaml",
                new HarnessFile.Context(Map.of(), NO_FILES, "test", Optional.empty()));
        assertThat(result).isInstanceOf(HarnessFile.Read.class);
        return ((HarnessFile.Read) result).spec();
    }

    private static Plan plan(String yaml, String... only) {
        Planner.Result result = Planner.plan(spec(yaml), options(false, only));
        assertThat(result).isInstanceOf(Planner.Planned.class);
        return ((Planner.Planned) result).plan();
    }

    private static Planner.Options options(boolean sequential, String... only) {
        return new Planner.Options(List.of(only).stream().map(StreamId::new).toList(), sequential, 6);
    }

    private static List<String> ids(Plan plan) {
        return plan.steps().stream().map(step -> step.id().value()).toList();
    }

    /** Needs as {@code id} where success is demanded and {@code ~id} where only the order counts. */
    private static List<String> needs(Plan plan, String id) {
        return plan.step(new StepId(id)).schedule().needs().stream()
                .map(need -> (need.kind() == Step.Need.Kind.SETTLED ? "~" : "") + need.step())
                .toList();
    }

    private static Step.Condition condition(Plan plan, String id) {
        return plan.step(new StepId(id)).schedule().condition();
    }

    @Test
    void a_stream_is_its_worktree_then_its_team_by_needs_then_its_gates_one_after_another() {
        Plan plan = plan("""
                streams:
                  auth:
                    task: t
                    agents:
                      testing: { uses: a, needs: [backend], timeout: 5m, retry: { max: 2, on: any, backoff: 1s } }
                      security: { uses: a }
                      backend: { uses: a, needs: [security] }
                    gates: [unit, lint]
                    timeout: 1h
                """);
        assertThat(ids(plan))
                .containsExactly(
                        "auth.worktree",
                        "auth.agent.security",
                        "auth.agent.backend",
                        "auth.agent.testing",
                        "auth.gate.unit",
                        "auth.gate.lint");
        assertThat(needs(plan, "auth.worktree")).isEmpty();
        assertThat(needs(plan, "auth.agent.security")).containsExactly("auth.worktree");
        assertThat(needs(plan, "auth.agent.backend")).containsExactly("auth.worktree", "auth.agent.security");
        assertThat(needs(plan, "auth.gate.unit"))
                .containsExactlyInAnyOrder("auth.agent.testing", "auth.agent.security", "auth.agent.backend");
        assertThat(needs(plan, "auth.gate.lint")).contains("~auth.gate.unit", "auth.agent.testing");
        Step.Schedule testing = plan.step(new StepId("auth.agent.testing")).schedule();
        assertThat(testing.timeout()).contains(Duration.ofMinutes(5));
        assertThat(testing.retry()).isEqualTo(new RetrySpec(2, RetrySpec.On.ANY, Duration.ofSeconds(1)));
        assertThat(plan.step(new StepId("auth.gate.unit")).schedule().timeout()).contains(Duration.ofMinutes(3));
        assertThat(plan.limits().streamTimeouts()).isEqualTo(Map.of(new StreamId("auth"), Duration.ofHours(1)));
    }

    @Test
    void a_checkpoint_merges_in_the_declared_order_and_passes_over_what_did_not_get_through() {
        Plan plan = plan("""
                streams:
                  one: { task: t, agent: a, gates: [unit] }
                  two: { task: t, agent: a }
                checkpoints:
                  week: { merge: [two, one], into: main, gates: [unit, lint], review: { required: true } }
                """);
        assertThat(needs(plan, "week.merge.two")).containsExactly("two.agent.a");
        assertThat(needs(plan, "week.merge.one")).containsExactly("one.gate.unit", "~week.merge.two");
        assertThat(condition(plan, "week.merge.one")).isEqualTo(Step.Condition.ALL_SUCCEEDED);
        assertThat(needs(plan, "week.gate.unit")).containsExactly("week.merge.two", "week.merge.one");
        assertThat(condition(plan, "week.gate.unit")).isEqualTo(Step.Condition.ANY_SUCCEEDED);
        assertThat(needs(plan, "week.gate.lint")).contains("~week.gate.unit");
        assertThat(needs(plan, "week.review")).containsExactly("week.gate.unit", "week.gate.lint");
        assertThat(condition(plan, "week.review")).isEqualTo(Step.Condition.ALL_SUCCEEDED);
        assertThat(needs(plan, "week.publish")).containsExactly("week.review");
    }

    @Test
    void with_stop_every_merge_must_succeed() {
        Plan plan = plan("""
                streams:
                  one: { task: t, agent: a }
                  two: { task: t, agent: a }
                checkpoints:
                  week: { merge: [one, two], into: main, on-conflict: stop }
                """);
        assertThat(needs(plan, "week.merge.two")).containsExactly("two.agent.a", "week.merge.one");
        assertThat(needs(plan, "week.publish")).containsExactly("week.merge.one", "week.merge.two");
        assertThat(condition(plan, "week.publish")).isEqualTo(Step.Condition.ALL_SUCCEEDED);
    }

    @Test
    void without_gates_and_review_the_merges_alone_lead_to_the_publication() {
        Plan plan = plan("""
                streams: { one: { task: t, agent: a } }
                checkpoints: { week: { merge: [one], into: main } }
                """);
        assertThat(needs(plan, "week.publish")).containsExactly("week.merge.one");
        assertThat(condition(plan, "week.publish")).isEqualTo(Step.Condition.ANY_SUCCEEDED);
    }

    @Test
    void streams_and_checkpoints_that_are_needed_stand_before_those_who_need_them() {
        Plan plan = plan("""
                streams:
                  late: { task: t, agent: a, needs: [{ checkpoint: week }], if: always() }
                  mend: { task: t, agent: a, needs: [early], if: failure() }
                  early: { task: t, agent: a, gates: [unit] }
                checkpoints:
                  next: { merge: [late], into: main, needs: [week] }
                  week: { merge: [early], into: main }
                """);
        assertThat(needs(plan, "late.worktree")).containsExactly("week.publish");
        assertThat(condition(plan, "late.worktree")).isEqualTo(Step.Condition.ALWAYS);
        assertThat(needs(plan, "mend.worktree")).containsExactly("early.gate.unit");
        assertThat(condition(plan, "mend.worktree")).isEqualTo(Step.Condition.ANY_FAILED);
        assertThat(needs(plan, "next.merge.late")).containsExactly("late.agent.a", "week.publish");
        assertThat(plan.streams()).extracting(StreamId::value).containsExactly("early", "late", "mend");
        assertThat(plan.checkpoints()).extracting(CheckpointName::value).containsExactly("week", "next");
    }

    @Test
    void only_leaves_out_streams_and_the_checkpoints_that_merge_them() {
        String yaml = """
                streams:
                  one: { task: t, agent: a }
                  two: { task: t, agent: a, needs: [{ stream: one, optional: true }] }
                  three: { task: t, agent: a, needs: [one] }
                checkpoints:
                  both: { merge: [one, two], into: main }
                  after: { merge: [two], into: main, needs: [both] }
                  alone: { merge: [two], into: main }
                """;
        Plan plan = plan(yaml, "two");
        assertThat(ids(plan)).containsExactly("two.worktree", "two.agent.a", "alone.merge.two", "alone.publish");
        assertThat(needs(plan, "two.worktree")).isEmpty();
        Planner.Impossible impossible =
                (Planner.Impossible) Planner.plan(spec(yaml), options(false, "three", "nobody"));
        assertThat(impossible.problems())
                .extracting(problem -> problem.message())
                .containsExactly(
                        "--only names stream 'nobody', which the file does not declare",
                        "stream 'three' needs stream 'one', which --only leaves out");
    }

    @Test
    void limits_come_from_the_file_and_sequential_means_one() {
        String yaml = """
                mode: %s
                limits: { streams: 3 }
                streams: { one: { task: t, agent: a } }
                """;
        Plan.Limits wide = plan(yaml.formatted("parallel")).limits();
        assertThat(List.of(wide.streams(), wide.agents(), wide.gates(), wide.worktrees()))
                .containsExactly(3, 6, 6, 6);
        Plan.Limits one = plan(yaml.formatted("sequential")).limits();
        assertThat(List.of(one.streams(), one.agents(), one.gates(), one.worktrees()))
                .containsExactly(1, 1, 1, 2);
        Planner.Planned asked = (Planner.Planned) Planner.plan(spec(yaml.formatted("parallel")), options(true));
        assertThat(asked.plan().limits().streams()).isEqualTo(1);
    }

    @Test
    void a_plan_refuses_duplicate_steps_and_needs_that_do_not_stand_before() {
        Plan plan = plan("streams: { one: { task: t, agent: a } }\n");
        Step worktree = plan.steps().get(0);
        Step agent = plan.steps().get(1);
        assertThatThrownBy(() -> new Plan(List.of(worktree, worktree), plan.limits()))
                .hasMessageContaining("two steps are called one.worktree");
        assertThatThrownBy(() -> new Plan(List.of(agent, worktree), plan.limits()))
                .hasMessageContaining("needs one.worktree, which is not before it");
        assertThatThrownBy(() -> plan.step(new StepId("nobody"))).hasMessageContaining("nobody");
        assertThat(plan.find(new StepId("nobody"))).isEmpty();
        assertThat(plan.dependents(worktree.id())).containsExactly(agent.id());
        assertThat(plan.of(new StreamId("one"))).hasSize(2);
        assertThatThrownBy(() -> new Plan.Limits(0, 1, 1, 1, Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_critical_path_is_the_heaviest_chain() {
        Plan plan = plan("""
                streams:
                  one: { task: t, agent: a, gates: [unit] }
                  two: { task: t, agent: a }
                checkpoints: { week: { merge: [two, one], into: main } }
                """);
        CriticalPath units = CriticalPath.of(plan, step -> 1);
        assertThat(units.steps())
                .extracting(StepId::value)
                .containsExactly("one.worktree", "one.agent.a", "one.gate.unit", "week.merge.one", "week.publish");
        assertThat(units.weight()).isEqualTo(5);
        CriticalPath heavy = CriticalPath.of(plan, step -> step.id().value().equals("two.agent.a") ? 100 : 1);
        assertThat(heavy.steps()).extracting(StepId::value).startsWith("two.worktree", "two.agent.a", "week.merge.two");
        assertThat(heavy.weight()).isEqualTo(104);
        assertThat(CriticalPath.of(new Plan(List.of(), plan.limits()), step -> 1)
                        .steps())
                .isEmpty();
    }

    @Test
    void in_a_drawing_every_step_has_a_cell_of_its_own_in_the_lane_of_its_stream_or_checkpoint() {
        Plan plan = plan("""
                streams:
                  one:
                    task: t
                    agents: { x: { uses: a }, y: { uses: a } }
                  two: { task: t, agent: a }
                checkpoints: { week: { merge: [one, two], into: main } }
                """);
        DagLayout layout = DagLayout.of(plan);
        assertThat(layout.nodes()).hasSameSizeAs(plan.steps());
        assertThat(layout.nodes().stream().map(node -> node.column() + "/" + node.row()))
                .doesNotHaveDuplicates();
        assertThat(layout.lanes())
                .containsExactly(
                        new DagLayout.Lane("one", false, 0, 2),
                        new DagLayout.Lane("two", false, 2, 1),
                        new DagLayout.Lane("week", true, 3, 1));
        assertThat(layout.columns()).isEqualTo(5);
        assertThat(layout.rows()).isEqualTo(4);
        assertThat(layout.nodes()).contains(new DagLayout.Node(new StepId("week.merge.one"), 2, 3));
    }

    @Test
    void step_names_are_safe_as_file_names() {
        for (String bad : List.of("", "A", "../x", "a/b", "a b", "a..b", ".a")) {
            assertThatThrownBy(() -> new StepId(bad)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(new StepId("a.b").compareTo(new StepId("a.c"))).isNegative();
    }
}
