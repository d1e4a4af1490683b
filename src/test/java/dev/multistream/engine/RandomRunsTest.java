package dev.multistream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.model.GateName;
import dev.multistream.model.RetrySpec;
import dev.multistream.model.StreamId;
import dev.multistream.plan.Plan;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunState;
import dev.multistream.run.StepStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random plans, outcomes, cancels and crashes; what must hold of every run is checked entry by entry. */
class RandomRunsTest {
    private static final int RUNS = 300;

    private final Random random = new Random();

    @Test
    void whatever_happens_the_journal_tells_a_run_that_keeps_the_rules() {
        for (int i = 0; i < RUNS; i++) {
            long seed = 4711 + i;
            random.setSeed(seed);
            Plan plan = randomPlan();
            EngineHarness run = EngineHarness.started(plan);
            play(run);
            int crashes = 0;
            while (!run.isOver() && crashes++ < 3) {
                run = run.resumed();
                play(run);
            }
            finish(run);
            check("seed " + seed, plan, run);
        }
    }

    private Plan randomPlan() {
        int count = 1 + random.nextInt(14);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Step.Need> needs = new ArrayList<>();
            for (int before = 0; before < i; before++) {
                if (random.nextInt(4) == 0) {
                    needs.add(new Step.Need(
                            steps.get(before).id(),
                            random.nextInt(4) == 0 ? Step.Need.Kind.SETTLED : Step.Need.Kind.SUCCESS));
                }
            }
            Step.Condition[] all = Step.Condition.values();
            Step.Condition condition =
                    random.nextInt(3) == 0 ? all[random.nextInt(all.length)] : Step.Condition.ALL_SUCCEEDED;
            RetrySpec retry = new RetrySpec(
                    random.nextInt(3),
                    random.nextBoolean() ? RetrySpec.On.ANY : RetrySpec.On.INFRASTRUCTURE,
                    Duration.ZERO);
            StreamId stream = new StreamId("s" + random.nextInt(4));
            steps.add(new Step.RunGate(
                    new StepId(stream + ".gate.g" + i),
                    stream,
                    new GateName("g"),
                    new Step.Schedule(needs, condition, Optional.empty(), retry)));
        }
        int streams = random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(3);
        int jobs = 1 + random.nextInt(4);
        return new Plan(steps, new Plan.Limits(streams, jobs, jobs, jobs, Map.of()));
    }

    /** Ends steps in random order and ways, until the run is over, a cancel, or a crash (the test just stops). */
    private void play(EngineHarness run) {
        while (!run.isOver() && !run.running().isEmpty()) {
            int dice = random.nextInt(40);
            if (dice == 0) {
                return;
            }
            if (dice == 1) {
                run.submit(new Input.Cancel(EngineHarness.ME, random.nextBoolean(), RunEvent.Cause.COMMAND));
                continue;
            }
            String step = run.running().get(random.nextInt(run.running().size()));
            if (dice < 25) {
                run.pass(step);
            } else if (dice < 32) {
                run.fail(step);
            } else {
                run.end(step, Outcome.failed(Reason.GIT, "locked"));
            }
        }
    }

    private static void finish(EngineHarness run) {
        while (!run.isOver()) {
            run.pass(run.running().get(0));
        }
    }

    private static void check(String seed, Plan plan, EngineHarness run) {
        run.result();
        RunState state = new RunState(plan);
        Map<StepId, Integer> starts = new HashMap<>();
        Map<StepId, Integer> ends = new HashMap<>();
        for (JournalEntry entry : run.journal) {
            if (entry.event() instanceof RunEvent.StepStarted started) {
                starts.merge(started.step(), 1, Integer::sum);
                checkStart(seed, plan, state, plan.step(started.step()));
            } else if (entry.event() instanceof RunEvent.StepFinished finished) {
                ends.merge(finished.step(), 1, Integer::sum);
            }
            state.apply(entry);
        }
        assertThat(starts).as(seed).isEqualTo(ends);
        assertThat(state).as(seed).isEqualTo(RunState.fold(plan, run.journal));
        assertThat(state.result()).as(seed).isPresent();
        state.steps()
                .forEach((id, step) -> assertThat(step.status().isSettled())
                        .as("%s: %s is %s", seed, id, step.status())
                        .isTrue());
    }

    private static void checkStart(String seed, Plan plan, RunState state, Step step) {
        for (Step.Need need : step.schedule().needs()) {
            StepStatus status = state.step(need.step()).status();
            assertThat(status.isSettled())
                    .as("%s: %s before %s", seed, need, step.id())
                    .isTrue();
            if (need.kind() == Step.Need.Kind.SUCCESS && step.schedule().condition() == Step.Condition.ALL_SUCCEEDED) {
                assertThat(status).as(seed).isEqualTo(StepStatus.SUCCEEDED);
            }
        }
        long running = state.steps().values().stream()
                .filter(other -> other.status() == StepStatus.RUNNING)
                .count();
        assertThat(running).as(seed).isLessThan(plan.limits().gates());
        StreamId own = step.stream().orElseThrow();
        Set<StreamId> atWork = new HashSet<>(List.of(own));
        for (StreamId stream : plan.streams()) {
            boolean begun = plan.of(stream).stream()
                    .anyMatch(one -> state.step(one.id()).attempt() > 0);
            boolean open = plan.of(stream).stream()
                    .anyMatch(one -> !state.step(one.id()).status().isSettled());
            if (begun && open) {
                atWork.add(stream);
            }
        }
        // A stream more is let in only where all those at work wait for it.
        boolean newcomer =
                plan.of(own).stream().allMatch(one -> state.step(one.id()).attempt() == 0);
        if (newcomer && running > 0) {
            assertThat(atWork.size()).as(seed).isLessThanOrEqualTo(plan.limits().streams());
        }
    }
}
