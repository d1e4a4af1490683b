package dev.multistream.step;

import dev.multistream.gate.GateRequest;
import dev.multistream.gate.GateResult;
import dev.multistream.gate.GateRunner;
import dev.multistream.gate.GateStop;
import dev.multistream.git.GitException;
import dev.multistream.git.GitRepository;
import dev.multistream.model.CommitId;
import dev.multistream.model.GateSpec;
import dev.multistream.model.StreamSpec;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import dev.multistream.process.ProcessLauncher;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.StepResult;
import dev.multistream.run.StreamWork;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a gate in a stream's worktree, on the head of its branch. */
final class GateStep implements StepWork {
    private final RunContext context;
    private final GitRepository git;
    private final Trees trees;
    private final ProcessLauncher launcher;
    private final InstantSource clock;

    GateStep(RunContext context, GitRepository git, Trees trees, ProcessLauncher launcher, InstantSource clock) {
        this.context = context;
        this.git = git;
        this.trees = trees;
        this.launcher = launcher;
        this.clock = clock;
    }

    @Override
    public Done perform(Attempt attempt) throws GitException, IOException, InterruptedException {
        Step.RunGate step = (Step.RunGate) attempt.start().step();
        StreamSpec stream =
                Optional.ofNullable(context.spec().streams().get(step.of())).orElseThrow();
        GateSpec gate =
                Optional.ofNullable(context.spec().gates().get(step.gate())).orElseThrow();
        StepResult.WorktreeReady ready = attempt.result(StepId.worktree(step.of()), StepResult.WorktreeReady.class)
                .orElseThrow();
        CommitId head = git.refs().branchTip(stream.branch()).orElse(ready.base());
        StreamWork work = git.history().work(ready.base(), head);
        Limit limit = Limit.of(attempt, gate.timeout(), clock);
        if (limit.isOver()) {
            return Done.failed(Reason.STREAM_TIMEOUT, Limit.MESSAGE);
        }
        StepEnvironment environment = new StepEnvironment(context);
        Map<String, String> variables = environment.of(Optional.of(stream), List.of(gate.env()));
        GateRequest request = request(gate, environment, variables, attempt)
                .on(
                        work,
                        Path.of(ready.path()),
                        Optional.of(stream),
                        gate.retry().orElse(0),
                        limit.time());
        GateRunner runner = new GateRunner(
                launcher,
                trees.scratch(
                        stream,
                        gate.name().value(),
                        environment.surroundings(variables, attempt.log(), request.mark())),
                clock);
        return judge(runner, request, attempt, limit);
    }

    private Asked request(GateSpec gate, StepEnvironment environment, Map<String, String> variables, Attempt attempt) {
        return new Asked(context, gate, environment, variables, attempt);
    }

    private static Done judge(GateRunner runner, GateRequest request, Attempt attempt, Limit limit)
            throws InterruptedException {
        GateStop stop = new GateStop();
        attempt.onStop(stop::stop);
        GateResult result = runner.judge(request, stop);
        Outcome outcome = result.outcome();
        if (limit.byStream() && outcome instanceof Outcome.Failed failed && failed.reason() == Reason.GATE_TIMEOUT) {
            outcome = Outcome.failed(Reason.STREAM_TIMEOUT, Limit.MESSAGE);
        }
        return new Done(outcome, Optional.of(result.done()));
    }

    /** A gate request in the making: what does not depend on where it runs. */
    record Asked(
            RunContext context,
            GateSpec gate,
            StepEnvironment environment,
            Map<String, String> variables,
            Attempt attempt) {
        GateRequest on(
                StreamWork work, Path directory, Optional<StreamSpec> stream, int retries, Optional<Duration> timeout) {
            List<String> argv = GateCommands.of(gate)
                    .map(command -> environment.command(command, stream, variables))
                    .orElse(List.of());
            return new GateRequest(
                    gate,
                    argv,
                    directory,
                    variables,
                    attempt.log(),
                    context.mark(attempt.id(), attempt.start().attempt()),
                    context.masks(),
                    work,
                    retries,
                    timeout);
        }
    }
}
