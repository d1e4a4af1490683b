package dev.multistream.engine;

import static dev.multistream.engine.EngineHarness.dag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.model.CheckpointName;
import dev.multistream.model.CommitId;
import dev.multistream.model.RetrySpec;
import dev.multistream.model.StreamId;
import dev.multistream.plan.Plan;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.JournalException;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.Review;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunResult;
import dev.multistream.run.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunLoopTest {
    private static final CheckpointName WEEK = new CheckpointName("week");
    private static final CommitId SHA = new CommitId("a".repeat(40));

    @Test
    void a_step_starts_when_its_needs_are_met_and_not_before() {
        //  a   b
        //   \ / \
        //    c   d
        EngineHarness run = EngineHarness.started(dag(9, "a", "b", "c: a b", "d: b"));
        assertThat(run.running()).containsExactlyInAnyOrder("a", "b");
        run.pass("b");
        assertThat(run.running()).containsExactlyInAnyOrder("a", "d");
        run.pass("a");
        assertThat(run.running()).containsExactlyInAnyOrder("c", "d");
        run.pass("c");
        run.pass("d");
        assertThat(run.result()).isEqualTo(RunResult.PASSED);
    }

    @Test
    void a_failed_step_stops_only_what_needs_it() {
        EngineHarness run = EngineHarness.started(dag(9, "a", "b", "c: a", "d: c", "e: b", "f: ~a b"));
        run.fail("a");
        run.pass("b");
        run.pass("e");
        run.pass("f");
        assertThat(run.result()).isEqualTo(RunResult.FAILED);
        assertThat(run.status("c")).isEqualTo("SKIPPED");
        assertThat(run.status("d")).isEqualTo("SKIPPED");
        assertThat(run.state().step(new StepId("d")).why()).contains("c was skipped");
        assertThat(run.status("e")).isEqualTo("SUCCEEDED");
    }

    @Test
    void no_more_steps_run_at_once_than_their_limit_allows_and_the_longest_chain_goes_first() {
        EngineHarness run = EngineHarness.started(dag(2, "a", "b", "c", "d: c", "e: d"));
        assertThat(run.running()).containsExactly("c", "a");
        run.pass("c");
        assertThat(run.running()).containsExactly("a", "d");
    }

    @Test
    void streams_beyond_their_limit_wait_until_one_is_done() {
        Plan.Limits one = new Plan.Limits(1, 9, 9, 9, Map.of());
        EngineHarness run = EngineHarness.started(dag(one, RetrySpec.NONE, "a.x", "a.y: a.x", "b.x", "b.y: b.x"));
        assertThat(run.running()).containsExactly("a.x");
        run.pass("a.x");
        assertThat(run.running()).containsExactly("a.y");
        run.fail("a.y");
        assertThat(run.running()).containsExactly("b.x");
    }

    @Test
    void a_resumed_stream_keeps_its_place_among_those_at_work() {
        Plan.Limits one = new Plan.Limits(1, 9, 9, 9, Map.of());
        EngineHarness run = EngineHarness.started(dag(one, RetrySpec.NONE, "a.x", "b.x", "b.y: b.x", "c.x"));
        run.pass("a.x");
        run.pass("b.x");
        EngineHarness again = run.resumed();
        assertThat(again.running()).containsExactly("b.y");
    }

    @Test
    void a_fault_of_the_world_is_tried_again_after_its_backoff_and_a_fault_of_the_work_is_not() {
        RetrySpec twice = new RetrySpec(2, RetrySpec.On.INFRASTRUCTURE, Duration.ofSeconds(10));
        EngineHarness run = EngineHarness.started(dag(Plan.Limits.ofJobs(2), twice, "a", "b"));
        run.fail("b");
        assertThat(run.status("b")).isEqualTo("FAILED");
        run.end("a", Outcome.failed(Reason.GIT, "locked"));
        assertThat(run.running()).isEmpty();
        assertThat(run.alarms).isNotEmpty();
        run.advance(Duration.ofSeconds(9));
        assertThat(run.running()).isEmpty();
        run.advance(Duration.ofSeconds(1));
        assertThat(run.steps.started).contains("a#2");
        run.end("a", Outcome.failed(Reason.GIT, "locked"));
        run.advance(Duration.ofSeconds(19));
        assertThat(run.running()).isEmpty();
        run.advance(Duration.ofSeconds(1));
        run.end("a", Outcome.failed(Reason.GIT, "locked"));
        assertThat(run.result()).isEqualTo(RunResult.INFRASTRUCTURE);
    }

    @Test
    void a_work_fault_is_tried_again_where_any_is_asked_for() {
        RetrySpec any = new RetrySpec(1, RetrySpec.On.ANY, Duration.ZERO);
        EngineHarness run = EngineHarness.started(dag(Plan.Limits.ofJobs(2), any, "a"));
        run.fail("a");
        assertThat(run.running()).containsExactly("a");
        run.pass("a");
        assertThat(run.result()).isEqualTo(RunResult.PASSED);
    }

    @Test
    void a_cancel_ends_what_runs_and_skips_the_rest() {
        EngineHarness run = EngineHarness.started(dag(9, "a", "b: a"));
        run.submit(new Input.Cancel(EngineHarness.ME, false, RunEvent.Cause.INTERRUPT));
        assertThat(run.steps.cancelled).containsExactly("a");
        assertThat(run.result()).isEqualTo(RunResult.INTERRUPTED);
        assertThat(run.status("a")).isEqualTo("CANCELLED");
        assertThat(run.status("b")).isEqualTo("SKIPPED");
    }

    @Test
    void a_second_cancel_is_without_grace_and_a_third_adds_nothing() {
        EngineHarness run = EngineHarness.started(dag(9, "a"));
        run.steps.endsOnCancel = false;
        run.submit(new Input.Cancel(EngineHarness.ME, false, RunEvent.Cause.TERMINATE));
        run.submit(new Input.Cancel(EngineHarness.ME, true, RunEvent.Cause.TERMINATE));
        run.submit(new Input.Cancel(EngineHarness.ME, true, RunEvent.Cause.TERMINATE));
        assertThat(run.steps.cancelled).containsExactly("a", "a!");
        run.end("a", new Outcome.Cancelled("killed"));
        assertThat(run.result()).isEqualTo(RunResult.TERMINATED);
    }

    @Test
    void what_breaks_while_the_run_is_being_stopped_counts_as_stopped_and_a_wrong_result_does_not() {
        EngineHarness run = EngineHarness.started(dag(9, "a", "b"));
        run.steps.endsOnCancel = false;
        run.submit(new Input.Cancel(EngineHarness.ME, false, RunEvent.Cause.INTERRUPT));
        run.end("a", Outcome.failed(Reason.GIT, "killed"));
        run.fail("b");
        assertThat(run.status("a")).isEqualTo("CANCELLED");
        assertThat(run.status("b")).isEqualTo("FAILED");
        assertThat(run.result()).isEqualTo(RunResult.INTERRUPTED);
        assertThat(run.resumed().running()).containsExactly("a");
    }

    @Test
    void with_stop_the_first_failure_cancels_the_others() {
        EngineHarness run = new EngineHarness(dag(9, "a", "b", "c: b"));
        run.start(true);
        run.fail("a");
        assertThat(run.steps.cancelled).containsExactly("b");
        assertThat(run.result()).isEqualTo(RunResult.FAILED);
        assertThat(run.status("c")).isEqualTo("SKIPPED");
    }

    @Test
    void a_cancelled_run_goes_on_where_it_was() {
        EngineHarness run = EngineHarness.started(dag(9, "a", "b: a", "c: b"));
        run.pass("a");
        run.submit(new Input.Cancel(EngineHarness.ME, false, RunEvent.Cause.INTERRUPT));
        EngineHarness again = run.resumed();
        assertThat(again.steps.started).containsExactly("b#2");
        again.pass("b");
        again.pass("c");
        assertThat(again.result()).isEqualTo(RunResult.PASSED);
    }

    @Test
    void a_crash_at_any_entry_of_the_journal_ends_like_an_undisturbed_run() {
        Plan plan = dag(2, "a", "b", "c: a b", "d: a", "e: c d");
        EngineHarness calm = EngineHarness.started(plan);
        for (String step : List.of("a", "b", "d", "c", "e")) {
            calm.pass(step);
        }
        assertThat(calm.result()).isEqualTo(RunResult.PASSED);
        List<JournalEntry> whole = List.copyOf(calm.journal);
        for (int crash = 1; crash < whole.size(); crash++) {
            EngineHarness run = new EngineHarness(plan);
            run.journal.addAll(whole.subList(0, crash));
            EngineHarness again = run.resumed();
            while (!again.isOver()) {
                again.pass(again.running().get(0));
            }
            assertThat(again.result()).as("crash after entry %d", crash).isEqualTo(RunResult.PASSED);
            assertThat(again.journal.stream()
                            .filter(entry -> entry.event() instanceof RunEvent.StepStarted)
                            .count())
                    .isEqualTo(again.journal.stream()
                            .filter(entry -> entry.event() instanceof RunEvent.StepFinished)
                            .count());
        }
    }

    @Test
    void an_attempt_after_a_crash_knows_that_it_is_one() {
        EngineHarness run = EngineHarness.started(dag(2, "a", "b: a"));
        EngineHarness again = run.resumed();
        assertThat(again.steps.startOf("a").afterCrash()).isTrue();
        again.pass("a");
        assertThat(again.steps.startOf("b").afterCrash()).isFalse();
    }

    @Test
    void when_the_nth_write_of_the_journal_fails_nothing_is_done_that_is_not_written() {
        Plan plan = dag(2, "a", "b: a", "c: b");
        for (int n = 1; n <= 4; n++) {
            List<JournalEntry> written = new ArrayList<>();
            int[] left = {n};
            EngineHarness run = new EngineHarness(plan);
            run.startOn(entries -> {
                if (--left[0] == 0) {
                    throw new JournalException("disk full");
                }
                written.addAll(entries);
            });
            while (!run.isOver()) {
                run.pass(run.running().get(0));
            }
            assertThat(run.failure()).isInstanceOf(JournalException.class);
            assertThat(run.steps.started)
                    .isEqualTo(written.stream()
                            .filter(entry -> entry.event() instanceof RunEvent.StepStarted)
                            .map(entry -> ((RunEvent.StepStarted) entry.event()).step() + "#1")
                            .toList());
        }
    }

    @Test
    void a_broken_journal_kills_what_runs() {
        int[] left = {2};
        EngineHarness run = new EngineHarness(dag(2, "a", "b"));
        run.startOn(entries -> {
            if (--left[0] == 0) {
                throw new JournalException("disk full");
            }
        });
        run.pass("a");
        assertThat(run.failure()).hasMessage("disk full");
        assertThat(run.steps.cancelled).containsExactly("b!");
    }

    private static Plan checkpoint() {
        Step.Schedule alone =
                new Step.Schedule(List.of(), Step.Condition.ALL_SUCCEEDED, Optional.empty(), RetrySpec.NONE);
        StepId merge = StepId.merge(WEEK, new StreamId("auth"));
        return new Plan(
                List.of(
                        new Step.MergeStream(merge, WEEK, new StreamId("auth"), alone),
                        new Step.AwaitReview(StepId.review(WEEK), WEEK, after(merge)),
                        new Step.Publish(StepId.publish(WEEK), WEEK, after(StepId.review(WEEK)))),
                Plan.Limits.ofJobs(2));
    }

    private static Step.Schedule after(StepId need) {
        return new Step.Schedule(
                List.of(new Step.Need(need, Step.Need.Kind.SUCCESS)),
                Step.Condition.ALL_SUCCEEDED,
                Optional.empty(),
                RetrySpec.NONE);
    }

    @Test
    void a_review_that_is_waited_for_ends_the_process_and_a_decision_lets_the_run_go_on() {
        EngineHarness run = EngineHarness.started(checkpoint());
        run.pass("week.merge.auth");
        run.end("week.review", new Outcome.Waiting(Outcome.WaitFor.REVIEW, "of aaaa"));
        assertThat(run.result()).isEqualTo(RunResult.WAITING);
        Review yes = new Review(WEEK, SHA, true, EngineHarness.ME, Optional.empty());
        EngineHarness again = run.resumed(new Input.Decided(yes));
        assertThat(again.running()).containsExactly("week.review");
        assertThat(again.steps.startOf("week.review").reviews()).containsExactly(yes);
        again.pass("week.review");
        again.pass("week.publish");
        assertThat(again.result()).isEqualTo(RunResult.PASSED);
        assertThat(again.state().reviewOf(WEEK, SHA)).contains(yes);
    }

    @Test
    void a_target_that_moved_begins_its_checkpoint_anew_a_bounded_number_of_times() {
        EngineHarness run = EngineHarness.started(checkpoint());
        for (int round = 0; round <= Decider.MAX_REQUEUES; round++) {
            run.pass("week.merge.auth");
            run.pass("week.review");
            run.end("week.publish", Outcome.failed(Reason.TARGET_MOVED, "main moved"));
        }
        assertThat(run.result()).isEqualTo(RunResult.FAILED);
        assertThat(run.steps.started).contains("week.merge.auth#6").doesNotContain("week.merge.auth#7");
    }

    @Test
    void doing_a_stream_again_begins_the_checkpoints_that_took_it_anew_as_a_whole() {
        Step.Schedule alone =
                new Step.Schedule(List.of(), Step.Condition.ALL_SUCCEEDED, Optional.empty(), RetrySpec.NONE);
        StepId work = new StepId("auth.agent.a");
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.RunAgent(work, new StreamId("auth"), new dev.multistream.model.AgentName("a"), alone));
        StepId other = StepId.merge(WEEK, new StreamId("perf"));
        steps.add(new Step.MergeStream(other, WEEK, new StreamId("perf"), alone));
        StepId merge = StepId.merge(WEEK, new StreamId("auth"));
        steps.add(new Step.MergeStream(merge, WEEK, new StreamId("auth"), after(work)));
        EngineHarness run = EngineHarness.started(new Plan(steps, Plan.Limits.ofJobs(2)));
        run.fail("auth.agent.a");
        run.pass("week.merge.perf");
        assertThat(run.result()).isEqualTo(RunResult.FAILED);
        EngineHarness again = run.resumed(new Input.Redo(List.of(work), "asked to"));
        assertThat(again.running()).containsExactlyInAnyOrder("auth.agent.a", "week.merge.perf");
        again.pass("auth.agent.a");
        again.pass("week.merge.perf");
        again.pass("week.merge.auth");
        assertThat(again.result()).isEqualTo(RunResult.PASSED);
    }

    @Test
    void claims_are_recorded_while_the_step_runs_and_bounded_to_the_unit_interval() {
        EngineHarness run = EngineHarness.started(dag(2, "a"));
        run.steps.claim("a", 1.7, "thinking");
        run.settle();
        assertThat(run.state().step(new StepId("a")).progress()).hasValue(1.0);
        assertThat(run.state().step(new StepId("a")).task()).contains("thinking");
        run.submit(new Input.StepClaimed(new StepId("a"), 7, java.util.OptionalDouble.of(0), "late"));
        assertThat(run.state().step(new StepId("a")).task()).contains("thinking");
    }

    @Test
    void a_stream_deadline_counts_from_its_worktree() {
        StreamId auth = new StreamId("auth");
        Step.Schedule alone =
                new Step.Schedule(List.of(), Step.Condition.ALL_SUCCEEDED, Optional.empty(), RetrySpec.NONE);
        StepId worktree = StepId.worktree(auth);
        StepId agent = new StepId("auth.agent.a");
        Plan plan = new Plan(
                List.of(
                        new Step.PrepareWorktree(worktree, auth, alone),
                        new Step.RunAgent(agent, auth, new dev.multistream.model.AgentName("a"), after(worktree))),
                new Plan.Limits(9, 9, 9, 9, Map.of(auth, Duration.ofMinutes(30))));
        EngineHarness run = EngineHarness.started(plan);
        run.pass("auth.worktree");
        RunState state = run.state();
        assertThat(run.steps.startOf("auth.agent.a").deadline())
                .contains(state.step(worktree).started().orElseThrow().plus(Duration.ofMinutes(30)));
        EngineHarness again = run.resumed();
        assertThat(again.steps.startOf("auth.agent.a").deadline().orElseThrow())
                .isAfter(state.step(worktree).started().orElseThrow().plus(Duration.ofMinutes(30)));
    }
}
