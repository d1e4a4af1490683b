package dev.multistream.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multistream.model.BranchName;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.CommitId;
import dev.multistream.model.GateName;
import dev.multistream.model.RetrySpec;
import dev.multistream.model.StreamId;
import dev.multistream.plan.Plan;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RunStateTest {
    private static final StepId A = new StepId("s.gate.a");
    private static final StepId B = new StepId("s.gate.b");
    private static final CommitId ONE = new CommitId("1".repeat(40));
    private static final CommitId TWO = new CommitId("2".repeat(40));
    private static final CheckpointName WEEK = new CheckpointName("week");
    private static final Actor ME = new Actor("me", "os");
    private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

    private final Plan plan = new Plan(List.of(step(A), step(B)), Plan.Limits.ofJobs(2));
    private final RunState state = new RunState(plan);

    private static Step step(StepId id) {
        return new Step.RunGate(
                id,
                new StreamId("s"),
                new GateName("g"),
                new Step.Schedule(List.of(), Step.Condition.ALL_SUCCEEDED, Optional.empty(), RetrySpec.NONE));
    }

    private void apply(RunEvent event) {
        state.apply(new JournalEntry(state.seq() + 1, START.plusSeconds(state.seq()), event));
    }

    private void finish(StepId id, int attempt, Outcome outcome) {
        apply(new RunEvent.StepStarted(id, attempt));
        apply(new RunEvent.StepFinished(id, attempt, outcome, Optional.empty(), Optional.empty()));
    }

    @Test
    void a_step_goes_through_its_attempts() {
        apply(new RunEvent.StepStarted(A, 1));
        apply(new RunEvent.StepProgressed(A, 1, OptionalDouble.of(0.5), "half"));
        apply(new RunEvent.StepProgressed(A, 1, OptionalDouble.empty(), ""));
        assertThat(state.step(A).progress()).hasValue(0.5);
        assertThat(state.step(A).task()).contains("half");
        apply(new RunEvent.StepFinished(
                A, 1, Outcome.failed(Reason.GIT, "x"), Optional.empty(), Optional.of(new RunEvent.Log("l", 3))));
        assertThat(state.step(A).status()).isEqualTo(StepStatus.FAILED);
        assertThat(state.step(A).log()).isPresent();
        apply(new RunEvent.RetryPlanned(A, 2, START, "again"));
        assertThat(state.step(A).status()).isEqualTo(StepStatus.PENDING);
        assertThat(state.step(A).retries()).isEqualTo(1);
        assertThat(state.step(A).due()).contains(START);
        apply(new RunEvent.StepStarted(A, 2));
        assertThat(state.step(A).outcome()).isEmpty();
        apply(new RunEvent.StepFinished(A, 2, Outcome.passed(), Optional.empty(), Optional.empty()));
        apply(new RunEvent.StepsReset(List.of(A), "asked"));
        assertThat(state.step(A).retries()).isZero();
        assertThat(state.step(A).attempt()).isEqualTo(2);
        assertThat(state.step(A).why()).contains("asked");
        apply(new RunEvent.StepSkipped(A, SkipReason.UPSTREAM, "b failed"));
        assertThat(state.step(A).isFailure()).isTrue();
        assertThat(state.lastAt()).contains(START.plusSeconds(state.seq() - 1));
    }

    @Test
    void a_journal_that_contradicts_itself_is_refused() {
        assertThatThrownBy(() -> apply(new RunEvent.StepStarted(A, 2))).hasMessageContaining("contradicts");
        RunState fresh = new RunState(plan);
        assertThatThrownBy(() -> fresh.apply(new JournalEntry(2, START, new RunEvent.StepStarted(A, 1))))
                .hasMessageContaining("entry 2 follows entry 0");
        RunState other = new RunState(plan);
        assertThatThrownBy(() ->
                        other.apply(new JournalEntry(1, START, new RunEvent.StepStarted(new StepId("nobody"), 1))))
                .hasMessageContaining("nobody");
        RunState third = new RunState(plan);
        assertThatThrownBy(() -> third.apply(new JournalEntry(
                        1,
                        START,
                        new RunEvent.StepFinished(A, 1, Outcome.passed(), Optional.empty(), Optional.empty()))))
                .isInstanceOf(JournalException.class);
        RunState fourth = new RunState(plan);
        fourth.apply(new JournalEntry(1, START, new RunEvent.StepStarted(A, 1)));
        for (RunEvent bad : List.of(
                new RunEvent.StepSkipped(A, SkipReason.CONDITION, ""),
                new RunEvent.StepsReset(List.of(A), ""),
                new RunEvent.StepStarted(A, 2))) {
            RunState running = new RunState(plan);
            running.apply(new JournalEntry(1, START, new RunEvent.StepStarted(A, 1)));
            assertThatThrownBy(() -> running.apply(new JournalEntry(2, START, bad)))
                    .isInstanceOf(JournalException.class);
        }
    }

    @Test
    void claims_of_other_attempts_and_of_steps_that_do_not_run_are_no_news() {
        apply(new RunEvent.StepProgressed(A, 1, OptionalDouble.of(1), "early"));
        apply(new RunEvent.StepStarted(A, 1));
        apply(new RunEvent.StepProgressed(A, 2, OptionalDouble.of(1), "other"));
        assertThat(state.step(A).task()).isEmpty();
    }

    @Test
    void the_run_has_its_start_reviews_notes_rollbacks_and_its_end() {
        apply(new RunEvent.RunStarted(
                new dev.multistream.model.RunId("2026-11-21-0900-brisk-otter"),
                "n",
                "/f",
                "0",
                java.util.Map.of(),
                java.util.Map.of(),
                new RunOptions(List.of(), false, OptionalInt.empty(), false),
                ME));
        assertThat(state.start().orElseThrow().name()).isEqualTo("n");
        assertThat(state.startedAt()).contains(START);
        apply(new RunEvent.CancelRequested(ME, false, RunEvent.Cause.COMMAND));
        apply(new RunEvent.RunEnded(RunResult.INTERRUPTED));
        assertThat(state.result()).contains(RunResult.INTERRUPTED);
        apply(new RunEvent.RunResumed("0", ME));
        assertThat(state.result()).isEmpty();
        assertThat(state.cancel()).isEmpty();
        Review first = new Review(WEEK, ONE, false, ME, Optional.empty());
        Review second = new Review(WEEK, ONE, true, ME, Optional.of("on a second look"));
        apply(new RunEvent.ReviewGiven(first));
        apply(new RunEvent.ReviewGiven(second));
        apply(new RunEvent.ReviewGiven(new Review(new CheckpointName("other"), TWO, false, ME, Optional.empty())));
        assertThat(state.reviewOf(WEEK, ONE)).contains(second);
        assertThat(state.reviewOf(WEEK, TWO)).isEmpty();
        assertThat(state.reviews()).hasSize(3);
        apply(new RunEvent.Noted(RunEvent.Level.INFO, "note"));
        apply(new RunEvent.RolledBack(WEEK, new BranchName("main"), TWO, ONE, false, ME));
        assertThat(state.notes()).hasSize(1);
        assertThat(state.rollbacks()).hasSize(1);
        assertThat(state).isNotEqualTo(new RunState(plan)).isNotEqualTo("a state");
    }

    @Test
    void equal_journals_fold_to_equal_states() {
        List<JournalEntry> entries = new ArrayList<>();
        entries.add(new JournalEntry(1, START, new RunEvent.StepStarted(A, 1)));
        entries.add(new JournalEntry(
                2, START, new RunEvent.StepFinished(A, 1, Outcome.passed(), Optional.empty(), Optional.empty())));
        RunState one = RunState.fold(plan, entries);
        assertThat(one).isEqualTo(RunState.fold(plan, entries)).hasSameHashCodeAs(RunState.fold(plan, entries));
        assertThat(one).isNotEqualTo(RunState.fold(plan, entries.subList(0, 1)));
        assertThat(one.plan()).isSameAs(plan);
        assertThat(one.steps()).containsOnlyKeys(A, B);
    }

    @Test
    void the_verdict_is_the_first_that_applies() {
        assertThat(Verdict.of(state)).isEqualTo(RunResult.PASSED);
        finish(A, 1, new Outcome.Waiting(Outcome.WaitFor.REVIEW, ""));
        assertThat(Verdict.of(state)).isEqualTo(RunResult.WAITING);
        finish(B, 1, Outcome.failed(Reason.GATE_FAILED, ""));
        assertThat(Verdict.of(state)).isEqualTo(RunResult.FAILED);
        int attempt = 1;
        Reason[] louder = {Reason.CONFLICT, Reason.BOUNDARY, Reason.GIT};
        RunResult[] expected = {RunResult.CONFLICT, RunResult.BOUNDARY, RunResult.INFRASTRUCTURE};
        for (int i = 0; i < louder.length; i++) {
            apply(new RunEvent.StepsReset(List.of(B), ""));
            finish(B, ++attempt, Outcome.failed(louder[i], ""));
            assertThat(Verdict.of(state)).isEqualTo(expected[i]);
        }
        apply(new RunEvent.CancelRequested(ME, false, RunEvent.Cause.TERMINATE));
        assertThat(Verdict.of(state)).isEqualTo(RunResult.TERMINATED);
        apply(new RunEvent.CancelRequested(ME, false, RunEvent.Cause.INTERRUPT));
        assertThat(Verdict.of(state)).isEqualTo(RunResult.INTERRUPTED);
        assertThat(RunResult.INTERRUPTED.exitCode()).isEqualTo(130);
    }

    @Test
    void a_cancelled_step_alone_is_a_failure_and_so_is_a_stop_on_failure() {
        finish(A, 1, new Outcome.Cancelled("asked"));
        assertThat(state.step(A).isFailure()).isTrue();
        assertThat(Verdict.of(state)).isEqualTo(RunResult.FAILED);
        RunState stopped = new RunState(plan);
        stopped.apply(new JournalEntry(1, START, new RunEvent.CancelRequested(ME, false, RunEvent.Cause.ON_FAILURE)));
        assertThat(Verdict.of(stopped)).isEqualTo(RunResult.FAILED);
    }

    @Test
    void reasons_tell_the_work_from_the_world_and_have_codes_of_their_own() {
        assertThat(List.of(Reason.values())).extracting(Reason::code).doesNotHaveDuplicates();
        assertThat(Outcome.failed(Reason.GIT, ""))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.isWorld()).isTrue());
        assertThat(Outcome.failed(Reason.GATE_FAILED, ""))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.isWorld()).isFalse());
        assertThat(new RunEvent.StepProgressed(A, 1, OptionalDouble.empty(), "").durable())
                .isFalse();
        assertThat(new RunEvent.StepStarted(A, 1).durable()).isTrue();
        assertThat(new StreamWork(ONE, TWO, List.of(), 0, List.of()).added()).isZero();
        assertThat(ME.toString()).isEqualTo("me (os)");
    }
}
