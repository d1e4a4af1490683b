package dev.multistream.step;

import dev.multistream.agent.AgentAdapter;
import dev.multistream.checkpoint.CheckpointPublisher;
import dev.multistream.conflict.BoundaryPolicy;
import dev.multistream.conflict.Glob;
import dev.multistream.git.GitException;
import dev.multistream.git.GitRepository;
import dev.multistream.process.ProcessLauncher;
import dev.multistream.workspace.WorkspaceFactory;
import java.time.InstantSource;

/** Wires the executors of one run; the tools come from the door. */
public record StepRoom(
        GitRepository git, ProcessLauncher launcher, AgentAdapter agents, BranchPolicy branches, InstantSource clock) {

    /** Executors for the steps of a run; close them when the run has ended. */
    public StepExecutors executors(RunContext context) {
        WorkspaceFactory workspaces = new WorkspaceFactory(git, launcher, clock);
        Trees trees = new Trees(context, git, workspaces);
        CheckpointPublisher publisher = new CheckpointPublisher(git, context.run());
        BoundaryPolicy boundaries = new BoundaryPolicy(context.spec().streams().values(), Glob.Case.SENSITIVE);
        return new StepExecutors(
                context.directory(),
                new StepExecutors.Works(
                        new WorktreeStep(context, git, workspaces, trees, branches, clock),
                        new AgentStep(context, git, agents, launcher, clock),
                        new GateStep(context, git, trees, launcher, clock),
                        new MergeStep(context, git, trees, boundaries, new CommandProcess(launcher, context), clock),
                        new CheckpointGateStep(context, git, trees, launcher, clock),
                        new ReviewStep(context, publisher),
                        new PublishStep(context, publisher)),
                new Masking(context.masks()));
    }

    /** Removes what a finished run's checkpoints needed for themselves. */
    public void tidy(RunContext context) throws GitException, InterruptedException {
        Trees trees = new Trees(context, git, new WorkspaceFactory(git, launcher, clock));
        for (dev.multistream.model.CheckpointName checkpoint : context.plan().checkpoints()) {
            trees.integration(checkpoint).remove();
        }
    }
}
