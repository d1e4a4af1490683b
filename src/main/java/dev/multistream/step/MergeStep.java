package dev.multistream.step;

import dev.multistream.checkpoint.ConflictResolver;
import dev.multistream.checkpoint.MergeOutcome;
import dev.multistream.checkpoint.MergeRequest;
import dev.multistream.checkpoint.StreamMerge;
import dev.multistream.conflict.BoundaryPolicy;
import dev.multistream.conflict.Crossing;
import dev.multistream.conflict.FileConflict;
import dev.multistream.git.GitException;
import dev.multistream.git.GitRepository;
import dev.multistream.git.PrivateRefs;
import dev.multistream.git.RefChange;
import dev.multistream.model.CheckpointSpec;
import dev.multistream.model.CommandSpec;
import dev.multistream.model.CommitId;
import dev.multistream.model.StreamId;
import dev.multistream.model.StreamSpec;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.StepResult;
import dev.multistream.run.StreamWork;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges a stream's boundary and merges its head onto what the checkpoint has so far. */
final class MergeStep implements StepWork {
    private final RunContext context;
    private final GitRepository git;
    private final Trees trees;
    private final BoundaryPolicy boundaries;
    private final CommandProcess commands;
    private final InstantSource clock;

    MergeStep(
            RunContext context,
            GitRepository git,
            Trees trees,
            BoundaryPolicy boundaries,
            CommandProcess commands,
            InstantSource clock) {
        this.context = context;
        this.git = git;
        this.trees = trees;
        this.boundaries = boundaries;
        this.commands = commands;
        this.clock = clock;
    }

    /** What is merged onto what: facts gathered before anything is done. */
    private record Case(
            CheckpointSpec checkpoint,
            StreamSpec stream,
            CommitId target,
            CommitId onto,
            CommitId head,
            StreamWork work,
            List<Crossing> crossings) {

        StepResult.StreamMerged leftOut(Optional<CommitId> simulated, List<FileConflict> conflicts) {
            return new StepResult.StreamMerged(
                    target, onto, head, Optional.empty(), Optional.empty(), simulated, crossings, conflicts, work);
        }

        StepResult.StreamMerged merged(MergeOutcome.Merged done) {
            return new StepResult.StreamMerged(
                    target,
                    onto,
                    head,
                    Optional.of(done.commit()),
                    Optional.of(done.tree()),
                    Optional.of(done.simulated()),
                    crossings,
                    done.conflicts(),
                    work);
        }
    }

    @Override
    public Done perform(Attempt attempt) throws GitException, IOException, InterruptedException {
        Step.MergeStream step = (Step.MergeStream) attempt.start().step();
        CheckpointSpec checkpoint =
                Optional.ofNullable(context.spec().checkpoints().get(step.at())).orElseThrow();
        StreamSpec stream =
                Optional.ofNullable(context.spec().streams().get(step.merged())).orElseThrow();
        Optional<CommitId> tip = git.refs().branchTip(checkpoint.into());
        if (tip.isEmpty()) {
            return Done.failed(
                    Reason.BRANCH_REFUSED,
                    "there is no branch '" + checkpoint.into() + "' to merge into; make it with `git branch "
                            + checkpoint.into() + "`");
        }
        Case merge = gather(attempt, checkpoint, stream, tip.get());
        Optional<String> moved = movedSinceItsGates(attempt, stream, merge.head());
        if (moved.isPresent()) {
            return Done.failed(Reason.HEAD_MOVED, moved.get());
        }
        Optional<String> carried = carries(stream, merge);
        if (carried.isPresent()) {
            return Done.failed(Reason.NEED_LEFT_OUT, carried.get(), merge.leftOut(Optional.empty(), List.of()));
        }
        if (stream.boundary() == StreamSpec.Boundary.BLOCK && !merge.crossings().isEmpty()) {
            return Done.failed(Reason.BOUNDARY, crossed(merge), merge.leftOut(Optional.empty(), List.of()));
        }
        return merge(attempt, merge);
    }

    private Case gather(Attempt attempt, CheckpointSpec checkpoint, StreamSpec stream, CommitId tip)
            throws GitException, InterruptedException {
        CommitId target = tip;
        CommitId onto = tip;
        for (StreamId before : checkpoint.merge()) {
            if (before.equals(stream.id())) {
                break;
            }
            Optional<StepResult.StreamMerged> merged = attempt.result(
                            StepId.merge(checkpoint.name(), before), StepResult.StreamMerged.class)
                    .filter(one -> one.merged().isPresent());
            if (merged.isPresent()) {
                target = merged.get().target();
                onto = merged.get().merged().orElse(onto);
            }
        }
        CommitId base = attempt.result(StepId.worktree(stream.id()), StepResult.WorktreeReady.class)
                .map(StepResult.WorktreeReady::base)
                .orElse(target);
        CommitId head = git.refs()
                .branchTip(stream.branch())
                .orElseThrow(() ->
                        new GitException(GitException.Kind.BRANCH_MISSING, "branch '" + stream.branch() + "' is gone"));
        // What came in from the target since (somebody merged it to resolve a conflict) is not the stream's own work.
        Optional<CommitId> common = git.objects().mergeBase(target, head);
        if (common.isPresent() && git.objects().isAncestor(base, common.get())) {
            base = common.get();
        }
        StreamWork work = git.history().work(base, head);
        return new Case(checkpoint, stream, target, onto, head, work, boundaries.crossings(stream.id(), work.files()));
    }

    /** A head that its stream's gates have not seen is not merged: they judge it first. */
    private static Optional<String> movedSinceItsGates(Attempt attempt, StreamSpec stream, CommitId head) {
        for (dev.multistream.model.GateName gate : stream.gates()) {
            Optional<CommitId> judged = attempt.result(StepId.gate(stream.id(), gate), StepResult.GateDone.class)
                    .map(StepResult.GateDone::commit);
            if (judged.isPresent() && !judged.get().equals(head)) {
                return Optional.of("stream '" + stream.id() + "' has moved to " + head.brief() + " since gate '" + gate
                        + "' judged " + judged.get().brief());
            }
        }
        return Optional.empty();
    }

    /** A stream starts from what it needs; what was left out must not come in by that door. */
    private Optional<String> carries(StreamSpec stream, Case merge) throws GitException, InterruptedException {
        Set<StreamId> needed = new LinkedHashSet<>();
        needs(stream, needed);
        for (StreamId id : needed) {
            StreamSpec other =
                    Optional.ofNullable(context.spec().streams().get(id)).orElseThrow();
            Optional<CommitId> head = git.refs().branchTip(other.branch());
            if (head.isPresent()
                    && git.objects().isAncestor(head.get(), merge.head())
                    && !git.objects().isAncestor(head.get(), merge.onto())) {
                return Optional.of(
                        "stream '" + stream.id() + "' contains the work of stream '" + id + "', which is not merged");
            }
        }
        return Optional.empty();
    }

    private void needs(StreamSpec stream, Set<StreamId> found) {
        for (StreamSpec.Need need : stream.needs()) {
            if (need instanceof StreamSpec.StreamNeed other && found.add(other.stream())) {
                needs(
                        Optional.ofNullable(context.spec().streams().get(other.stream()))
                                .orElseThrow(),
                        found);
            }
        }
    }

    private static String crossed(Case merge) {
        Crossing first = merge.crossings().get(0);
        int more = merge.crossings().size() - 1;
        return "boundary crossed: " + first.describe() + (more > 0 ? " (and " + more + " more)" : "");
    }

    private Done merge(Attempt attempt, Case merge) throws GitException, IOException, InterruptedException {
        Thread own = Thread.currentThread();
        attempt.onStop(atOnce -> own.interrupt());
        ConflictResolver resolver = new ConflictResolver(
                git,
                (argv, directory, environment) -> commands.run(argv, directory, environment, attempt, context.masks()));
        StreamMerge merger =
                new StreamMerge(git, trees.integration(merge.checkpoint().name()), resolver);
        MergeOutcome outcome = merger.merge(request(merge));
        if (outcome instanceof MergeOutcome.Merged done) {
            keep(merge, done.commit());
            return Done.passed(merge.merged(done));
        }
        if (outcome instanceof MergeOutcome.LeftToPerson open) {
            String what = String.join(", ", open.open());
            return new Done(
                    new Outcome.Waiting(
                            Outcome.WaitFor.RESOLUTION,
                            "resolve " + what + " in " + open.worktree() + ", then: harness resume"),
                    Optional.of(merge.leftOut(Optional.of(open.simulated()), open.conflicts())));
        }
        MergeOutcome.Unresolved unresolved = (MergeOutcome.Unresolved) outcome;
        return Done.failed(
                Reason.CONFLICT,
                "stream '" + merge.stream().id() + "' conflicts with what is merged before it: "
                        + String.join("; ", unresolved.why()),
                merge.leftOut(Optional.of(unresolved.simulated()), unresolved.conflicts()));
    }

    /** Keeps the merged commit from being collected as garbage until it is published. */
    private void keep(Case merge, CommitId merged) throws GitException, InterruptedException {
        String ref = PrivateRefs.ROOT + "merged/" + context.run() + "/"
                + merge.checkpoint().name();
        git.refs().update(List.of(RefChange.set(ref, merged)), "harness: merged");
    }

    private MergeRequest request(Case merge) throws GitException, InterruptedException {
        CheckpointSpec checkpoint = merge.checkpoint();
        StepEnvironment environment = new StepEnvironment(context);
        Map<String, String> variables = environment.of(Optional.empty(), List.of());
        Map<Integer, List<String>> argv = new HashMap<>();
        for (int number = 0; number < checkpoint.conflicts().size(); number++) {
            Optional<CommandSpec> command = checkpoint.conflicts().get(number).run();
            if (command.isPresent()) {
                argv.put(number, environment.command(command.get(), Optional.empty(), variables));
            }
        }
        Path human = trees.human(checkpoint.name(), merge.stream().id().value());
        return new MergeRequest(
                checkpoint.name(),
                merge.stream().id(),
                merge.onto(),
                merge.head(),
                checkpoint.conflicts(),
                argv,
                variables,
                message(merge),
                git.identity().at(clock.instant()),
                human);
    }

    private String message(Case merge) {
        return "Merge stream '" + merge.stream().id() + "' into "
                + merge.checkpoint().into() + "\n\n"
                + merge.stream().task().text().lines().findFirst().orElse("") + "\n\n"
                + "Harness-Run: " + context.run() + "\n"
                + "Harness-Checkpoint: " + merge.checkpoint().name() + "\n"
                + "Harness-Stream: " + merge.stream().id() + "\n";
    }
}
