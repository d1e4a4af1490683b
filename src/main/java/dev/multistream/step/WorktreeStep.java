package dev.multistream.step;

import dev.multistream.checkpoint.ConflictResolver;
import dev.multistream.checkpoint.MergeOutcome;
import dev.multistream.checkpoint.MergeRequest;
import dev.multistream.checkpoint.StreamMerge;
import dev.multistream.git.AddMode;
import dev.multistream.git.GitException;
import dev.multistream.git.GitRepository;
import dev.multistream.git.IntegrationWorktree;
import dev.multistream.git.Signature;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.CommitId;
import dev.multistream.model.StreamId;
import dev.multistream.model.StreamSpec;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import dev.multistream.run.Reason;
import dev.multistream.run.StepResult;
import dev.multistream.workspace.Preparation;
import dev.multistream.workspace.WorkspaceFactory;
import dev.multistream.workspace.WorkspaceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a stream's worktree, from the base that its needs give it. */
final class WorktreeStep implements StepWork {
    private final RunContext context;
    private final GitRepository git;
    private final WorkspaceFactory workspaces;
    private final Trees trees;
    private final BranchPolicy branches;
    private final InstantSource clock;

    WorktreeStep(
            RunContext context,
            GitRepository git,
            WorkspaceFactory workspaces,
            Trees trees,
            BranchPolicy branches,
            InstantSource clock) {
        this.context = context;
        this.git = git;
        this.workspaces = workspaces;
        this.trees = trees;
        this.branches = branches;
        this.clock = clock;
    }

    @Override
    public Done perform(Attempt attempt) throws GitException, IOException, InterruptedException {
        Thread own = Thread.currentThread();
        attempt.onStop(atOnce -> own.interrupt());
        StreamId id = ((Step.PrepareWorktree) attempt.start().step()).of();
        StreamSpec stream =
                Optional.ofNullable(context.spec().streams().get(id)).orElseThrow();
        Base base = base(attempt, stream);
        if (base.refused().isPresent()) {
            return Done.failed(Reason.CONFLICT, base.refused().get());
        }
        Path place = workspaces.place(stream.workspace().directory(), id);
        boolean again = attempt.start().attempt() > 1 || context.options().continueBranches();
        BranchPolicy.Choice choice = branches.choose(stream, base.commit(), again);
        if (choice.refused().isPresent()) {
            return Done.failed(Reason.BRANCH_REFUSED, choice.refused().get());
        }
        Preparation prepared = prepare(attempt, stream, place, choice);
        if (prepared instanceof Preparation.Ready ready) {
            say(attempt, ready.notes());
            CommitId from = choice.mode() == AddMode.CREATE ? base.commit() : choice.base();
            return Done.passed(new StepResult.WorktreeReady(
                    ready.path().toString(), ready.branch(), from, ready.created(), ready.stages()));
        }
        String message = prepared instanceof Preparation.SetupFailed failed
                ? failed.message()
                : ((Preparation.CarryRefused) prepared).message();
        return Done.failed(Reason.SETUP_FAILED, message);
    }

    private Preparation prepare(Attempt attempt, StreamSpec stream, Path place, BranchPolicy.Choice choice)
            throws GitException, InterruptedException {
        StepEnvironment environment = new StepEnvironment(context);
        Map<String, String> variables = environment.of(Optional.of(stream), List.of());
        return workspaces.prepare(new WorkspaceRequest(
                place,
                stream.branch(),
                choice.base(),
                choice.mode(),
                stream.workspace().carry(),
                environment.setup(stream.workspace(), Optional.of(stream), variables),
                environment.surroundings(
                        variables,
                        attempt.log(),
                        context.mark(attempt.id(), attempt.start().attempt()),
                        Limit.of(attempt, Optional.empty(), clock).time())));
    }

    private static void say(Attempt attempt, List<String> notes) throws IOException {
        for (String note : notes) {
            Files.writeString(attempt.log(), note + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private record Base(CommitId commit, Optional<String> refused) {}

    /** The declared base, or the commit of the checkpoints that it needs; with the heads of needed streams merged in. */
    private Base base(Attempt attempt, StreamSpec stream) throws GitException, IOException, InterruptedException {
        CommitId base = context.base(stream.base());
        for (StreamSpec.Need need : stream.needs()) {
            if (need instanceof StreamSpec.CheckpointNeed at) {
                base = published(attempt, at.checkpoint()).orElse(base);
            }
        }
        for (StreamSpec.Need need : stream.needs()) {
            if (need instanceof StreamSpec.StreamNeed other
                    && context.plan().streams().contains(other.stream())) {
                Optional<CommitId> head = head(other.stream());
                if (head.isPresent()) {
                    MergeOutcome merged = mergeIn(stream, other.stream(), base, head.get());
                    if (!(merged instanceof MergeOutcome.Merged done)) {
                        return new Base(
                                base,
                                Optional.of("stream '" + stream.id() + "' needs stream '" + other.stream()
                                        + "', which does not merge with what else it starts from"));
                    }
                    base = done.commit();
                }
            }
        }
        return new Base(base, Optional.empty());
    }

    private static Optional<CommitId> published(Attempt attempt, CheckpointName checkpoint) {
        return attempt.result(StepId.publish(checkpoint), StepResult.Published.class)
                .map(StepResult.Published::to);
    }

    private Optional<CommitId> head(StreamId stream) throws GitException, InterruptedException {
        StreamSpec other =
                Optional.ofNullable(context.spec().streams().get(stream)).orElseThrow();
        return git.refs().branchTip(other.branch());
    }

    private MergeOutcome mergeIn(StreamSpec stream, StreamId other, CommitId base, CommitId head)
            throws GitException, IOException, InterruptedException {
        Signature by = git.identity().at(clock.instant());
        IntegrationWorktree tree = trees.base(stream);
        ConflictResolver none =
                new ConflictResolver(git, (argv, directory, environment) -> Optional.of("is not run here"));
        StreamMerge merge = new StreamMerge(git, tree, none);
        try {
            return merge.merge(new MergeRequest(
                    new CheckpointName("base"),
                    stream.id(),
                    base,
                    head,
                    List.of(),
                    Map.of(),
                    Map.of(),
                    "Merge stream '" + other + "' as the base of stream '" + stream.id() + "'\n",
                    by,
                    tree.path()));
        } finally {
            tree.remove();
        }
    }
}
