package dev.multistream.cli;

import dev.multistream.engine.Input;
import dev.multistream.engine.SingleInput;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.CheckpointSpec;
import dev.multistream.model.CommitId;
import dev.multistream.plan.StepId;
import dev.multistream.run.Actor;
import dev.multistream.run.Review;
import dev.multistream.run.StepResult;
import dev.multistream.run.StepState;
import dev.multistream.run.StepStatus;
import dev.multistream.store.DirectoryLock;
import dev.multistream.store.EntryCodec;
import dev.multistream.store.FileJournal;
import dev.multistream.store.RunDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code harness review}: a person's word about a checkpoint's merged commit. */
final class ReviewCommand implements Command {
    @Override
    public Info info() {
        return new Info(
                "review",
                "approve or reject what a checkpoint would publish",
                "approve|reject CHECKPOINT",
                2,
                List.of(
                        Option.of("sha", "COMMIT", "the commit that was looked at; refused when it is another one now"),
                        Option.of("comment", "TEXT", "kept with the decision"),
                        Option.of("run", "RUN", "the run [the newest]")),
                List.of(
                        "The decision is about exactly one commit: a new commit on a stream or a moved target voids it.",
                        "Records the decision; harness resume then publishes, or ends the checkpoint."),
                List.of(
                        "harness review approve week-2 --sha 3f2a91c04e --comment \"read it all\"",
                        "harness review reject week-2 --comment \"the migration is missing\""));
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        Arguments arguments = invocation.arguments();
        String verdict = arguments.operand(0).orElse("");
        if (!List.of("approve", "reject").contains(verdict)
                || arguments.operand(1).isEmpty()) {
            throw CommandFailure.usage("say approve or reject, and the checkpoint", "harness review approve NAME");
        }
        Machine machine = Machine.local();
        Path home = Runs.home(invocation.env(), machine);
        RunDirectory directory = Runs.choose(home, arguments.value("run"));
        EntryCodec codec = new EntryCodec();
        RunSession.PastRun past = RunSession.PastRun.load(directory, codec);
        Review review = review(
                invocation,
                past,
                verdict.equals("approve"),
                arguments.operand(1).get());
        Input input = new Input.Decided(review);
        String said = (review.approved() ? "approved " : "rejected ")
                + review.commit().brief() + " of checkpoint '" + review.checkpoint() + "' as " + review.by();
        if (Locks.isHeld(home) && ControlServer.send(directory, input)) {
            invocation.terminal().say(said + "; the run goes on");
            return ExitCode.OK;
        }
        try (DirectoryLock lock = Locks.take(home);
                FileJournal journal =
                        FileJournal.continueAt(directory.journal(), past.file().length(), codec)) {
            SingleInput.record(past.plan(), past.state(), input, journal, machine.clock());
        }
        invocation.terminal().say(said + "; next: harness resume " + directory.id());
        return ExitCode.OK;
    }

    private static Review review(Invocation invocation, RunSession.PastRun past, boolean approved, String name) {
        CheckpointSpec checkpoint = past.spec().checkpoints().values().stream()
                .filter(one -> one.name().value().equals(name))
                .findFirst()
                .orElseThrow(() -> CommandFailure.usage(
                        "run " + past.started().run() + " has no checkpoint '" + Visible.text(name) + "'",
                        "checkpoints: " + past.spec().checkpoints().keySet()));
        CommitId waiting = waiting(past, checkpoint.name());
        invocation.arguments().value("sha").ifPresent(sha -> {
            if (sha.length() < 4 || !waiting.value().startsWith(sha)) {
                throw CommandFailure.usage(
                        "checkpoint '" + name + "' would publish " + waiting.brief() + " now, not " + Visible.text(sha),
                        "look at " + waiting.brief() + " and decide anew");
            }
        });
        Actor by = Actors.of(invocation.env());
        if (!checkpoint.review().by().isEmpty() && !checkpoint.review().by().contains(by.name())) {
            throw CommandFailure.usage(
                    by + " may not review checkpoint '" + name + "'",
                    "reviewers: " + String.join(", ", checkpoint.review().by()));
        }
        return new Review(
                checkpoint.name(), waiting, approved, by, invocation.arguments().value("comment"));
    }

    private static CommitId waiting(RunSession.PastRun past, CheckpointName checkpoint) {
        StepId id = StepId.review(checkpoint);
        Optional<StepState> step =
                past.plan().find(id).map(found -> past.state().step(id));
        return step.filter(state -> state.status() == StepStatus.WAITING)
                .flatMap(StepState::result)
                .filter(StepResult.Reviewed.class::isInstance)
                .map(result -> ((StepResult.Reviewed) result).commit())
                .orElseThrow(() -> CommandFailure.usage(
                        "checkpoint '" + checkpoint + "' does not wait for a review",
                        "harness status tells where it is"));
    }
}
