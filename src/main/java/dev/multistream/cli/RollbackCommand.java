package dev.multistream.cli;

import dev.multistream.checkpoint.CheckpointPublisher;
import dev.multistream.engine.Input;
import dev.multistream.engine.SingleInput;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.RunId;
import dev.multistream.plan.StepId;
import dev.multistream.run.RunEvent;
import dev.multistream.run.StepResult;
import dev.multistream.store.DirectoryLock;
import dev.multistream.store.EntryCodec;
import dev.multistream.store.FileJournal;
import dev.multistream.store.RunDirectory;
import java.nio.file.Path;
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
            StepResult.Published published = published(past, checkpoint);
            CheckpointPublisher.Undone undone = undo(invocation, past, checkpoint, published, machine);
            try (FileJournal journal =
                    FileJournal.continueAt(directory.journal(), past.file().length(), codec)) {
                RunEvent.RolledBack event = new RunEvent.RolledBack(
                        checkpoint,
                        published.into(),
                        undone.from(),
                        undone.to(),
                        undone.byRevert(),
                        Actors.of(invocation.env()));
                SingleInput.record(past.plan(), past.state(), new Input.UndoDone(event), journal, machine.clock());
            }
            invocation
                    .terminal()
                    .say("checkpoint '" + checkpoint + "' is rolled back: " + published.into() + " went from "
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
            StepResult.Published published,
            Machine machine)
            throws Exception {
        Project project = Project.reopen(past, invocation.env(), machine);
        RunId run = past.started().run();
        return new CheckpointPublisher(project.git(), run)
                .rollBack(
                        published,
                        "Revert checkpoint '" + checkpoint + "'\n\nHarness-Run: " + run + "\n",
                        project.git().identity().at(machine.clock().instant()));
    }

    private static StepResult.Published published(RunSession.PastRun past, CheckpointName checkpoint) {
        boolean before = past.state().rollbacks().stream()
                .anyMatch(rollback -> rollback.checkpoint().equals(checkpoint));
        if (before) {
            throw CommandFailure.usage("checkpoint '" + checkpoint + "' was rolled back already", "");
        }
        return Optional.of(StepId.publish(checkpoint))
                .filter(id -> past.plan().find(id).isPresent())
                .flatMap(id -> past.state().step(id).result())
                .filter(StepResult.Published.class::isInstance)
                .map(StepResult.Published.class::cast)
                .orElseThrow(() -> CommandFailure.usage(
                        "checkpoint '" + checkpoint + "' was not published by run "
                                + past.started().run(),
                        "harness status shows what was"));
    }
}
