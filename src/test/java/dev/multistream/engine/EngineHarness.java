package dev.multistream.engine;

import dev.multistream.model.CommitId;
import dev.multistream.model.RetrySpec;
import dev.multistream.model.RunId;
import dev.multistream.model.StreamId;
import dev.multistream.plan.Plan;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import dev.multistream.run.Actor;
import dev.multistream.run.Journal;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunOptions;
import dev.multistream.run.RunResult;
import dev.multistream.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A loop over a fake executor, a list as journal and a clock that the test moves.
 *
 * <p>The loop runs on its own thread; {@link #settle} returns when it has taken all that was submitted and waits.
 */
final class EngineHarness {
    static final Actor ME = new Actor("tester", "test");

    final Plan plan;
    final FakeStepExecutor steps = new FakeStepExecutor();
    final List<JournalEntry> journal = java.util.Collections.synchronizedList(new ArrayList<>());
    final List<Instant> alarms = java.util.Collections.synchronizedList(new ArrayList<>());
    private volatile Instant now = Instant.parse("2026-11-21T09:00:00Z");
    private CompletableFuture<RunResult> result = new CompletableFuture<>();
    private Thread thread = new Thread(() -> {});
    private Inbox inbox = new Inbox();

    EngineHarness(Plan plan) {
        this.plan = plan;
    }

    static EngineHarness started(Plan plan) {
        EngineHarness harness = new EngineHarness(plan);
        harness.start(false);
        return harness;
    }

    static RunEvent.RunStarted runStarted() {
        return new RunEvent.RunStarted(
                new RunId("2026-11-21-0900-brisk-otter"),
                "test",
                "/nowhere/harness.yaml",
                "0",
                Map.of("", new CommitId("0".repeat(40))),
                Map.of(),
                RunOptions.DEFAULT,
                ME);
    }

    void start(boolean stopOnFailure) {
        launch(loop -> loop.start(runStarted()), new RunState(plan), stopOnFailure, journal::addAll);
    }

    /** A further loop on what the journal holds, with the fake's held steps forgotten as in a crash. */
    EngineHarness resumed(Input... first) {
        EngineHarness next = new EngineHarness(plan);
        next.now = now.plusSeconds(60);
        next.journal.addAll(journal);
        RunState state = RunState.fold(plan, List.copyOf(journal));
        next.launch(loop -> loop.resume("0", ME, List.of(first)), state, false, next.journal::addAll);
        return next;
    }

    void startOn(Journal broken) {
        launch(loop -> loop.start(runStarted()), new RunState(plan), false, broken);
    }

    private interface Way {
        RunResult go(RunLoop loop) throws InterruptedException;
    }

    private void launch(Way way, RunState state, boolean stopOnFailure, Journal to) {
        inbox = new Inbox();
        result = new CompletableFuture<>();
        RunLoop loop = new RunLoop(
                plan, state, stopOnFailure, new RunLoop.Ports(to, steps, inbox, () -> now, alarms::add, List.of()));
        thread = new Thread(
                () -> {
                    try {
                        result.complete(way.go(loop));
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                },
                "harness-run");
        thread.setDaemon(true);
        thread.start();
        settle();
    }

    void submit(Input input) {
        inbox.submit(input);
        settle();
    }

    void pass(String step) {
        end(step, Outcome.passed());
    }

    void fail(String step) {
        end(step, Outcome.failed(Reason.GATE_FAILED, "red"));
    }

    void end(String step, Outcome outcome) {
        steps.release(step, outcome);
        settle();
    }

    void advance(Duration by) {
        now = now.plus(by);
        submit(new Input.Tick());
    }

    /** Waits until the loop has nothing to do: it is over, or blocked on an empty inbox. */
    void settle() {
        long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!result.isDone()) {
            if (inbox.isIdle() && thread.getState() == Thread.State.WAITING) {
                return;
            }
            if (System.nanoTime() > giveUp) {
                throw new AssertionError("the loop does not come to rest: " + thread.getState());
            }
            Thread.onSpinWait();
        }
    }

    boolean isOver() {
        return result.isDone();
    }

    RunResult result() {
        try {
            return result.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    Throwable failure() {
        return result.handle((ok, error) -> Optional.ofNullable(error)).join().orElseThrow();
    }

    RunState state() {
        return RunState.fold(plan, List.copyOf(journal));
    }

    String status(String step) {
        return state().step(new StepId(step)).status().name();
    }

    List<String> running() {
        return steps.running();
    }

    /** A plan of agent-like steps: {@code "c: a b"} is step c that needs a and b. */
    static Plan dag(int jobs, String... lines) {
        return dag(Plan.Limits.ofJobs(jobs), RetrySpec.NONE, lines);
    }

    static Plan dag(Plan.Limits limits, RetrySpec retry, String... lines) {
        List<Step> all = new ArrayList<>();
        for (String line : lines) {
            String[] parts = line.split(":\\s*");
            List<Step.Need> needs = new ArrayList<>();
            if (parts.length > 1) {
                for (String need : parts[1].split("\\s+")) {
                    boolean soft = need.startsWith("~");
                    needs.add(new Step.Need(
                            new StepId(soft ? need.substring(1) : need),
                            soft ? Step.Need.Kind.SETTLED : Step.Need.Kind.SUCCESS));
                }
            }
            all.add(new Step.RunGate(
                    new StepId(parts[0]),
                    new StreamId(parts[0].split("\\.")[0]),
                    new dev.multistream.model.GateName("g"),
                    new Step.Schedule(needs, Step.Condition.ALL_SUCCEEDED, Optional.empty(), retry)));
        }
        return new Plan(all, limits);
    }
}
