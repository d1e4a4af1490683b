package dev.multistream.cli;

import dev.multistream.checkpoint.CheckpointPublisher;
import dev.multistream.engine.Input;
import dev.multistream.model.CheckpointName;
import dev.multistream.plan.StepId;
import dev.multistream.run.Actor;
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
            CheckpointName checkpoint = past.spec().checkpoints().keySet().stream()
                    .filter(one -> one.value().equals(name))
                    .findFirst()
                    .orElseThrow(() -> CommandFailure.usage(
                            "run " + directory.id() + " has no checkpoint '" + Visible.text(name) + "'",
                            "checkpoints: " + past.spec().checkpoints().keySet()));
            StepResult.Published published = published(past, checkpoint);
            Project project = Project.open(
                    new ProjectFile(
                            Path.of(past.started().file()), past.started().file()),
                    past.started().inputs(),
                    invocation.env(),
                    machine);
            Actor by = Actors.of(invocation.env());
            CheckpointPublisher.Undone undone = new CheckpointPublisher(project.git(), directory.id())
                    .rollBack(
                            published,
                            "Revert checkpoint '" + checkpoint + "'\n\nHarness-Run: " + directory.id() + "\n",
                            project.git().identity().at(machine.clock().instant()));
            try (FileJournal journal =
                    FileJournal.continueAt(directory.journal(), past.file().length(), codec)) {
                record(
                        past,
                        journal,
                        machine,
                        new RunEvent.RolledBack(
                                checkpoint, published.into(), undone.from(), undone.to(), undone.byRevert(), by));
            }
            invocation
                    .terminal()
                    .say("checkpoint '" + checkpoint + "' is rolled back: " + published.into() + " went from "
                            + undone.from().brief() + " to " + undone.to().brief()
                            + (undone.byRevert() ? " by a commit that reverts it" : ""));
        }
        return ExitCode.OK;
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

    /** One event through the fold into the journal, as the loop would write it. */
    private static void record(
            RunSession.PastRun past, FileJournal journal, Machine machine, RunEvent.RolledBack event) {
        dev.multistream.run.RunState state = past.state();
        dev.multistream.engine.SingleInput.record(
                past.plan(), state, new Input.UndoDone(event), journal, machine.clock());
    }
}
