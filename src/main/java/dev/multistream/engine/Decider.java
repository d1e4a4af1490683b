package dev.multistream.engine;

import dev.multistream.model.CheckpointName;
import dev.multistream.model.RetrySpec;
import dev.multistream.model.StreamId;
import dev.multistream.plan.Plan;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import dev.multistream.run.Actor;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunState;
import dev.multistream.run.SkipReason;
import dev.multistream.run.StepState;
import dev.multistream.run.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an input means, given the state: a pure function to events.
 *
 * <p>Which steps start next is not decided here but by the {@link Scheduler}.
 */
final class Decider {
    /** How often a checkpoint whose target or heads keep moving is begun anew before it counts as failed. */
    static final int MAX_REQUEUES = 5;

    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(10);
    private static final Actor HARNESS = new Actor("harness", "harness");

    private final Plan plan;
    private final boolean stopOnFailure;

    Decider(Plan plan, boolean stopOnFailure) {
        this.plan = plan;
        this.stopOnFailure = stopOnFailure;
    }

    List<RunEvent> decide(RunState state, Input input, Instant now) {
        if (input instanceof Input.StepEnded e) {
            return ended(state, e, now);
        } else if (input instanceof Input.StepClaimed e) {
            return claimed(state, e);
        } else if (input instanceof Input.Cancel e) {
            return cancelled(state, e);
        } else if (input instanceof Input.Decided e) {
            return decided(state, e);
        } else if (input instanceof Input.UndoDone e) {
            return List.of(e.event());
        } else if (input instanceof Input.Redo e) {
            return redo(state, e.steps(), e.why());
        } else if (input instanceof Input.Note e) {
            return List.of(new RunEvent.Noted(e.level(), e.message()));
        }
        return List.of();
    }

    /** What a further process must settle before anything starts: attempts cut off, and what waits for its return. */
    List<RunEvent> resumed(RunState state, String version, Actor by) {
        List<RunEvent> events = new ArrayList<>(List.of(new RunEvent.RunResumed(version, by)));
        List<StepId> again = new ArrayList<>();
        state.steps().forEach((id, step) -> {
            if (step.status() == StepStatus.RUNNING) {
                events.add(new RunEvent.StepFinished(
                        id,
                        step.attempt(),
                        Outcome.failed(Reason.INTERRUPTED, "harness died while it ran"),
                        Optional.empty(),
                        Optional.empty()));
            }
            if (step.status() == StepStatus.RUNNING
                    || step.status() == StepStatus.CANCELLED
                    || step.status() == StepStatus.WAITING
                    || wasCutOff(step)) {
                again.add(id);
            }
        });
        if (!again.isEmpty()) {
            events.add(new RunEvent.StepsReset(again, "resumed"));
        }
        return events;
    }

    /** Whether an earlier process died between an attempt's enforced end and its renewal, or skipped it in a cancel. */
    private static boolean wasCutOff(StepState step) {
        boolean interrupted = step.status() == StepStatus.FAILED
                && step.outcome()
                        .filter(outcome -> outcome instanceof Outcome.Failed failed
                                && (failed.reason() == Reason.INTERRUPTED || failed.reason() == Reason.TARGET_DIRTY))
                        .isPresent();
        boolean cancelled =
                step.skip().filter(reason -> reason == SkipReason.CANCELLED).isPresent();
        return interrupted || cancelled;
    }

    private List<RunEvent> ended(RunState state, Input.StepEnded ended, Instant now) {
        StepState was = state.step(ended.step());
        if (was.status() != StepStatus.RUNNING || was.attempt() != ended.attempt()) {
            return List.of();
        }
        List<RunEvent> events = new ArrayList<>();
        Outcome outcome = state.cancel().isPresent() ? underCancel(ended.outcome()) : ended.outcome();
        events.add(new RunEvent.StepFinished(ended.step(), ended.attempt(), outcome, ended.result(), ended.log()));
        if (outcome instanceof Outcome.Failed failed && state.cancel().isEmpty()) {
            events.addAll(afterFailure(state, ended.step(), was, failed, now));
        }
        return events;
    }

    /** What breaks while everything is being stopped was stopped; a resume does it again. */
    private static Outcome underCancel(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed && failed.mayPass()
                ? new Outcome.Cancelled("stopped: " + failed.message())
                : outcome;
    }

    private List<RunEvent> afterFailure(RunState state, StepId id, StepState was, Outcome.Failed failed, Instant now) {
        Step step = plan.step(id);
        RetrySpec retry = step.schedule().retry();
        boolean again = failed.mayPass() || retry.on() == RetrySpec.On.ANY;
        if (again && was.retries() < retry.max()) {
            String why = "attempt " + was.attempt() + " ended: " + failed.message();
            return List.of(
                    new RunEvent.RetryPlanned(id, was.attempt() + 1, now.plus(backoff(retry, was.retries())), why));
        }
        if (failed.reason() == Reason.TARGET_MOVED || failed.reason() == Reason.HEAD_MOVED) {
            Optional<CheckpointName> checkpoint = step.checkpoint();
            if (checkpoint.isPresent() && requeues(state, checkpoint.get()) < MAX_REQUEUES) {
                return requeue(state, step, checkpoint.get(), failed.message());
            }
        }
        if (stopOnFailure) {
            return List.of(new RunEvent.CancelRequested(HARNESS, false, RunEvent.Cause.ON_FAILURE));
        }
        return List.of();
    }

    private static Duration backoff(RetrySpec retry, int retriesSoFar) {
        Duration wait = retry.backoff().multipliedBy(1L << Math.min(retriesSoFar, 20));
        return wait.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : wait;
    }

    private int requeues(RunState state, CheckpointName checkpoint) {
        return plan.of(checkpoint).stream()
                .filter(Step.MergeStream.class::isInstance)
                .mapToInt(step -> state.resets(step.id()))
                .max()
                .orElse(0);
    }

    /** Begins the checkpoint anew; the gates of a stream that has moved since they judged it as well. */
    private List<RunEvent> requeue(RunState state, Step failing, CheckpointName checkpoint, String why) {
        Optional<StreamId> moved =
                failing instanceof Step.MergeStream merge ? Optional.of(merge.merged()) : Optional.empty();
        List<StepId> all = plan.steps().stream()
                .filter(step -> step.checkpoint().equals(Optional.of(checkpoint))
                        || (step instanceof Step.RunGate
                                && moved.isPresent()
                                && step.stream().equals(moved)))
                .map(Step::id)
                .filter(id -> state.step(id).status() != StepStatus.PENDING)
                .toList();
        return List.of(new RunEvent.StepsReset(all, why));
    }

    private static List<RunEvent> claimed(RunState state, Input.StepClaimed claim) {
        StepState now = state.step(claim.step());
        if (now.status() != StepStatus.RUNNING || now.attempt() != claim.attempt()) {
            return List.of();
        }
        return List.of(new RunEvent.StepProgressed(claim.step(), claim.attempt(), claim.fraction(), claim.task()));
    }

    private static List<RunEvent> cancelled(RunState state, Input.Cancel cancel) {
        boolean louder = state.cancel()
                .map(before -> cancel.atOnce() && !before.atOnce())
                .orElse(true);
        return louder ? List.of(new RunEvent.CancelRequested(cancel.by(), cancel.atOnce(), cancel.cause())) : List.of();
    }

    private List<RunEvent> decided(RunState state, Input.Decided input) {
        List<RunEvent> events = new ArrayList<>(List.of(new RunEvent.ReviewGiven(input.review())));
        StepId review = StepId.review(input.review().checkpoint());
        if (plan.find(review).isPresent() && state.step(review).status() == StepStatus.WAITING) {
            String verdict = input.review().approved() ? "approved" : "rejected";
            events.add(new RunEvent.StepsReset(
                    List.of(review), verdict + " by " + input.review().by()));
        }
        return events;
    }

    /**
     * Resets the steps and all that hangs on them: what was skipped because of them gets its chance, and what was built
     * on their former result is built anew. A checkpoint is begun anew as a whole, from its target as it now stands.
     */
    private List<RunEvent> redo(RunState state, List<StepId> roots, String why) {
        Set<StepId> all = new LinkedHashSet<>();
        Deque<StepId> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            StepId id = open.removeFirst();
            StepState now = state.step(id);
            boolean idle = now.status() != StepStatus.PENDING;
            if (idle && all.add(id)) {
                open.addAll(plan.dependents(id));
                plan.step(id).checkpoint().ifPresent(name -> plan.of(name).forEach(step -> open.add(step.id())));
            }
        }
        if (all.isEmpty()) {
            return List.of();
        }
        List<StepId> ordered =
                plan.steps().stream().map(Step::id).filter(all::contains).toList();
        return List.of(new RunEvent.StepsReset(ordered, why));
    }
}
