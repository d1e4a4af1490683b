package dev.multistream.step;

import dev.multistream.checkpoint.Certificate;
import dev.multistream.gate.GateRequest;
import dev.multistream.gate.GateResult;
import dev.multistream.gate.GateRunner;
import dev.multistream.gate.GateStop;
import dev.multistream.git.GitException;
import dev.multistream.git.GitRepository;
import dev.multistream.git.IntegrationWorktree;
import dev.multistream.model.GateSpec;
import dev.multistream.plan.Step;
import dev.multistream.process.ProcessLauncher;
import dev.multistream.run.Reason;
import dev.multistream.run.StreamWork;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a gate on exactly the merged commit of a checkpoint, in the checkpoint's own worktree. */
final class CheckpointGateStep implements StepWork {
    private final RunContext context;
    private final GitRepository git;
    private final Trees trees;
    private final ProcessLauncher launcher;
    private final InstantSource clock;

    CheckpointGateStep(
            RunContext context, GitRepository git, Trees trees, ProcessLauncher launcher, InstantSource clock) {
        this.context = context;
        this.git = git;
        this.trees = trees;
        this.launcher = launcher;
        this.clock = clock;
    }

    @Override
    public Done perform(Attempt attempt) throws GitException, IOException, InterruptedException {
        Step.RunCheckpointGate step = (Step.RunCheckpointGate) attempt.start().step();
        GateSpec gate =
                Optional.ofNullable(context.spec().gates().get(step.gate())).orElseThrow();
        Certificate certificate =
                new Certificates(context).of(step.at(), attempt).orElseThrow();
        IntegrationWorktree tree = trees.integration(step.at());
        tree.switchTo(certificate.merged());
        StepEnvironment environment = new StepEnvironment(context);
        Map<String, String> variables = environment.of(Optional.empty(), List.of(gate.env()));
        StreamWork work = git.history().work(certificate.target(), certificate.merged());
        GateRequest request = new GateStep.Asked(context, gate, environment, variables, attempt)
                .on(work, tree.path(), Optional.empty(), gate.retry().orElse(1), gate.timeout());
        Optional<String> bare = trees.furnish(
                tree.path(),
                context.spec().workspace(),
                environment,
                environment.surroundings(variables, attempt.log(), request.mark()));
        if (bare.isPresent()) {
            return Done.failed(Reason.SETUP_FAILED, bare.get());
        }
        GateStop stop = new GateStop();
        attempt.onStop(stop::stop);
        GateRunner runner = new GateRunner(
                launcher,
                (base, head, tests) -> {
                    throw new dev.multistream.gate.ScratchTreeException(
                            "red-green gates judge one stream, not a merged checkpoint", new IOException("no stream"));
                },
                clock);
        GateResult result = runner.judge(request, stop);
        return new Done(result.outcome(), Optional.of(result.done()));
    }
}
