package dev.multistream.cli;

import dev.multistream.checkpoint.CheckpointPublisher;
import dev.multistream.engine.Input;
import dev.multistream.engine.SingleInput;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.RunId;
import dev.multistream.plan.StepId;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.Outcome;
import dev.multistream.run.RunEvent;
import dev.multistream.run.StepResult;
import dev.multistream.store.DirectoryLock;
import dev.multistream.store.EntryCodec;
import dev.multistream.store.FileJournal;
import dev.multistream.store.RunDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code harness rollback}: takes a published checkpoint back. */
final class RollbackCommand implements Command {
    @Override
    public Info info() {
        return new Info(
                "rollback",
                "take a published checkpoint back",
                "CHECKPOINT",
                1,
                List.of(Option.of("run", "RUN", "the run [the newest]")),
                List.of(
                        "Moves the target back where nothing was built on it and it was not pushed; else makes one commit",
                        "that reverts what the checkpoint brought. The streams' branches stay as they are."),
                List.of("harness rollback week-2"));
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        Machine machine = Machine.local();
        Path home = Runs.home(invocation.env(), machine);
        RunDirectory directory = Runs.choose(home, invocation.arguments().value("run"));
        EntryCodec codec = new EntryCodec();
        String name = invocation.arguments().operand(0).orElse("");
        try (DirectoryLock lock = Locks.take(home)) {
            RunSession.PastRun past = RunSession.PastRun.load(directory, codec);
            CheckpointName checkpoint = checkpoint(past, name);
            List<StepResult.Published> published = published(past, checkpoint);
            CheckpointPublisher.Undone undone = undo(invocation, past, checkpoint, published, machine);
            try (FileJournal journal =
                    FileJournal.continueAt(directory.journal(), past.file().length(), codec)) {
                RunEvent.RolledBack event = new RunEvent.RolledBack(
                        checkpoint,
                        published.get(0).into(),
                        undone.from(),
                        undone.to(),
                        undone.byRevert(),
                        Actors.of(invocation.env()));
                SingleInput.record(past.plan(), past.state(), new Input.UndoDone(event), journal, machine.clock());
            }
            invocation
                    .terminal()
                    .say("checkpoint '" + checkpoint + "' is rolled back: "
                            + published.get(0).into() + " went from "
                            + undone.from().brief() + " to " + undone.to().brief()
                            + (undone.byRevert() ? " by a commit that reverts it" : ""));
        }
        return ExitCode.OK;
    }

    private static CheckpointName checkpoint(RunSession.PastRun past, String name) {
        return past.spec().checkpoints().keySet().stream()
                .filter(one -> one.value().equals(name))
                .findFirst()
                .orElseThrow(() -> CommandFailure.usage(
                        "run " + past.started().run() + " has no checkpoint '" + Visible.text(name) + "'",
                        "checkpoints: " + past.spec().checkpoints().keySet()));
    }

    private static CheckpointPublisher.Undone undo(
            Invocation invocation,
            RunSession.PastRun past,
            CheckpointName checkpoint,
            List<StepResult.Published> published,
            Machine machine)
            throws Exception {
        Project project = Project.reopen(past, invocation.env(), machine);
        RunId run = past.started().run();
        CheckpointPublisher publisher = new CheckpointPublisher(project.git(), run);
        Optional<CheckpointPublisher.Undone> all = Optional.empty();
        for (int i = published.size() - 1; i >= 0; i--) {
            CheckpointPublisher.Undone one = publisher.rollBack(
                    published.get(i),
                    "Revert checkpoint '" + checkpoint + "'\n\nHarness-Run: " + run + "\n",
                    project.git().identity().at(machine.clock().instant()));
            all = Optional.of(new CheckpointPublisher.Undone(
                    all.map(CheckpointPublisher.Undone::from).orElse(one.from()),
                    one.to(),
                    one.byRevert()
                            || all.filter(CheckpointPublisher.Undone::byRevert).isPresent()));
        }
        return all.orElseThrow();
    }

    private static List<StepResult.Published> published(RunSession.PastRun past, CheckpointName checkpoint) {
        boolean before = past.state().rollbacks().stream()
                .anyMatch(rollback -> rollback.checkpoint().equals(checkpoint));
        if (before) {
            throw CommandFailure.usage("checkpoint '" + checkpoint + "' was rolled back already", "");
        }
        List<StepResult.Published> all = new ArrayList<>();
        for (JournalEntry entry : past.file().entries()) {
            if (entry.event() instanceof RunEvent.StepFinished finished
                    && finished.step().equals(StepId.publish(checkpoint))
                    && finished.outcome() instanceof Outcome.Passed
                    && finished.result().orElse(null) instanceof StepResult.Published published
                    && !published.from().equals(published.to())) {
                add(all, published);
            }
        }
        if (all.isEmpty()) {
            throw CommandFailure.usage(
                    "checkpoint '" + checkpoint + "' was not published by run "
                            + past.started().run(),
                    "harness status shows what was");
        }
        return all;
    }

    /** A publication right on top of the one before, as after a resume, is undone together with it. */
    private static void add(List<StepResult.Published> all, StepResult.Published next) {
        int last = all.size() - 1;
        if (last >= 0 && all.get(last).to().equals(next.from())) {
            StepResult.Published before = all.get(last);
            all.set(
                    last,
                    new StepResult.Published(next.into(), before.from(), next.to(), before.kept(), next.worktree()));
        } else {
            all.add(next);
        }
    }
}
