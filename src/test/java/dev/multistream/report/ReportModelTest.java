package dev.multistream.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multistream.plan.StepId;
import dev.multistream.run.Standing;
import dev.multistream.testing.RunFixture;
import dev.multistream.testing.Runs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportModelTest {
    static java.util.stream.Stream<String> names() {
        return Fixtures.names();
    }

    @Test
    void every_kind_of_end_has_its_sentence() {
        Map<String, String> headlines = new TreeMap<>();
        Runs.all()
                .keySet()
                .forEach(name ->
                        headlines.put(name, Fixtures.model(name).verdict().headline()));

        assertThat(headlines)
                .containsEntry("green", "All is done and published to main.")
                .containsEntry("conflict", "Stream dashboard conflicts with the others; auth, perf were published.")
                .containsEntry(
                        "crossing", "Stream dashboard changed files outside its boundary; auth, perf were published.")
                .containsEntry("red-gate", "Stream auth failed; perf, dashboard were published.")
                .containsEntry("waiting-review", "Ready, but a person must decide; nothing was published.")
                .containsEntry("rejected", "The review rejected the result; nothing was published.")
                .containsEntry("cancelled", "The run was interrupted; nothing was published.")
                .containsEntry("infrastructure", "Something outside the work broke; nothing was published.")
                .containsEntry("rolled-back", "All was published, and then undone.")
                .containsEntry("going", "The run is not over.")
                .containsEntry("empty", "Nothing has been done yet.");
    }

    @Test
    void a_waiting_review_names_the_exact_commands() {
        ReportModel model = Fixtures.model("waiting-review");
        String sha = RunFixture.commit("dashboard-merge").value();

        assertThat(model.verdict().next()).hasSize(1);
        assertThat(model.verdict().next().get(0).commands())
                .containsExactly(
                        "harness review approve integrate --sha " + sha,
                        "harness resume " + RunFixture.RUN,
                        "harness review reject integrate --sha " + sha + " --comment '…'");
    }

    @Test
    void a_conflict_says_where_to_resolve_it_and_how_to_go_on() {
        List<ReportModel.Next> next = Fixtures.model("conflict").verdict().next();

        assertThat(next.get(0).what())
                .isEqualTo("Merge the target into the branch of stream dashboard and resolve src/server.js,"
                        + " then commit.");
        assertThat(next.get(0).commands()).containsExactly("git -C /srv/vibetrees/.worktrees/dashboard merge main");
        assertThat(next.get(1).commands()).containsExactly("harness resume " + RunFixture.RUN + " --failed");
    }

    @Test
    void nothing_is_to_be_done_after_a_green_run() {
        assertThat(Fixtures.model("green").verdict().next()).isEmpty();
    }

    @Test
    void a_stream_is_left_out_for_the_reason_of_the_step_that_stopped_it() {
        assertThat(Fixtures.model("red-gate").verdict().leftOut())
                .singleElement()
                .satisfies(left -> {
                    assertThat(left.stream().value()).isEqualTo("auth");
                    assertThat(left.why())
                            .isEqualTo("auth.gate.unit failed: exit code 1 after 4.2 s; 1 of 2 tests failed");
                });
    }

    @Test
    void files_that_several_streams_changed_are_overlaps_also_by_their_old_name() {
        assertThat(Fixtures.model("green").overlaps()).singleElement().satisfies(overlap -> {
            assertThat(overlap.path().value()).isEqualTo("src/server.js");
            assertThat(overlap.streams()).extracting("value").containsExactly("auth", "dashboard");
        });
    }

    @Test
    void the_critical_path_is_what_the_length_of_the_run_consists_of() {
        ReportModel model = Fixtures.model("green");

        assertThat(model.path().links())
                .extracting(link -> link.step().value())
                .containsExactly(
                        "auth.worktree",
                        "auth.agent.security",
                        "auth.agent.backend",
                        "auth.gate.unit",
                        "auth.gate.docs",
                        "integrate.merge.auth",
                        "integrate.merge.perf",
                        "integrate.merge.dashboard",
                        "integrate.gate.unit",
                        "integrate.publish");
        assertThat(model.path().total()).isEqualTo(model.facts().took());
        assertThat(model.path().waited()).isEqualTo(Duration.ofMillis(100));
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_critical_path_is_never_longer_than_the_run(String name) {
        ReportModel model = Fixtures.model(name);

        assertThat(model.path().total()).isLessThanOrEqualTo(model.facts().took());
        assertThat(model.path().links())
                .noneMatch(link -> link.took().isNegative() || link.waited().isNegative());
    }

    @Test
    void attempts_are_kept_one_by_one() {
        ReportModel.StepReport step = step("resumed", "auth.agent.backend");

        assertThat(step.attempts()).extracting(Attempt::standing).containsExactly(Standing.ERRORED, Standing.PASSED);
        assertThat(step.active()).isEqualTo(Duration.ofMillis(89_200 + 29_600));
    }

    @Test
    void a_checkpoint_without_one_of_its_streams_is_published_in_part() {
        assertThat(Fixtures.model("conflict").checkpoints().get(0).words()).isEqualTo("published in part");
        assertThat(Fixtures.model("green").checkpoints().get(0).words()).isEqualTo("published");
        assertThat(Fixtures.model("rolled-back").checkpoints().get(0).words()).isEqualTo("undone");
        assertThat(Fixtures.model("waiting-review").checkpoints().get(0).words())
                .isEqualTo("waiting");
    }

    @Test
    void the_certified_commit_is_the_last_merge_that_went_through() {
        assertThat(Fixtures.model("conflict").checkpoints().get(0).certified())
                .contains(RunFixture.commit("perf-merge"));
    }

    @Test
    void a_path_that_a_shell_would_act_on_is_quoted_in_commands() {
        assertThat(NextSteps.quote("/srv/it's here; rm -rf")).isEqualTo("'/srv/it'\\''s here; rm -rf'");
        assertThat(NextSteps.quote("-x")).isEqualTo("'-x'");
        assertThat(NextSteps.quote("src/a.js")).isEqualTo("src/a.js");
    }

    @Test
    void a_journal_without_a_start_is_refused() {
        RunFixture run = Runs.green();

        assertThatThrownBy(() -> ReportModel.of(run.spec(), run.plan(), List.of(), Fixtures.NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no start");
    }

    private static ReportModel.StepReport step(String run, String id) {
        return Fixtures.model(run).steps().stream()
                .filter(step -> step.id().equals(new StepId(id)))
                .findFirst()
                .orElseThrow();
    }
}
