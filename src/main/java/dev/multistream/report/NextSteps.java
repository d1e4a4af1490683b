package dev.multistream.report;

import dev.multistream.conflict.FileConflict;
import dev.multistream.model.StreamId;
import dev.multistream.run.Reason;
import dev.multistream.run.StepResult;
import java.util.List;
import java.util.Optional;

/** What a person does about one failed step. */
final class NextSteps {
    private final List<ReportModel.StreamReport> streams;

    NextSteps(List<ReportModel.StreamReport> streams) {
        this.streams = streams;
    }

    ReportModel.Next about(
            ReportModel.StepReport step, Reason reason, Optional<ReportModel.CheckpointReport> checkpoint) {
        return switch (reason) {
            case AGENT_FAILED, AGENT_TIMEOUT, STREAM_TIMEOUT, SETUP_FAILED ->
                log(step, "Read why " + step.id() + " failed.");
            case GATE_FAILED, GATE_TIMEOUT, GATE_UNREADABLE, GATE_FLAKY ->
                log(step, "Read what " + step.id() + " found, and mend it on its branch.");
            case POLICY, BRANCH_REFUSED, TARGET_DIRTY -> say(step.id() + ": " + step.message() + ".");
            case TARGET_MOVED, HEAD_MOVED -> say(step.id() + " must be certified anew: " + step.message() + ".");
            case BOUNDARY -> boundary(step);
            case NEED_LEFT_OUT -> say(step.message() + ". It can follow when that stream gets through.");
            case CONFLICT -> conflict(step, checkpoint);
            case REVIEW_REJECTED ->
                say("Mend what the review found, on the branches of the streams; a new commit is"
                        + " merged and reviewed again.");
            case AGENT_MISSING, SPAWN ->
                new ReportModel.Next("Install the program that " + step.id() + " misses.", List.of("harness doctor"));
            case GIT, DISK, SURVIVORS, TEMPORARY, INTERRUPTED ->
                log(step, "Mend what broke under " + step.id() + ": " + step.message() + ".");
            case BUG -> log(step, "This is a bug in harness; please report it with the log of " + step.id() + ".");
        };
    }

    ReportModel.Next resolve(ReportModel.StepReport step) {
        return say(step.id() + " waits for a person to resolve its conflicts: " + step.message() + ".");
    }

    private static ReportModel.Next say(String sentence) {
        return new ReportModel.Next(sentence.replace("..", "."), List.of());
    }

    private static ReportModel.Next log(ReportModel.StepReport step, String sentence) {
        return new ReportModel.Next(sentence, List.of("harness logs " + step.id()));
    }

    private ReportModel.Next boundary(ReportModel.StepReport step) {
        int crossings = step.result(StepResult.StreamMerged.class)
                .map(merged -> merged.crossings().size())
                .orElse(0);
        return new ReportModel.Next(
                "Take the " + (crossings == 1 ? "change" : "changes") + " back on the branch of the stream, or give the"
                        + " stream more under `owns` or `shares`; then do it again.",
                List.of());
    }

    private ReportModel.Next conflict(ReportModel.StepReport step, Optional<ReportModel.CheckpointReport> checkpoint) {
        String files = step.result(StepResult.StreamMerged.class)
                .map(merge -> merge.conflicts().stream()
                        .filter(conflict -> !conflict.isResolved())
                        .map(FileConflict::path)
                        .map(Object::toString)
                        .limit(5)
                        .toList())
                .map(paths -> String.join(", ", paths))
                .orElse("");
        Optional<StreamId> stream = checkpoint.flatMap(at -> at.merges().stream()
                .filter(merge -> merge.step().id().equals(step.id()))
                .map(ReportModel.MergeReport::stream)
                .findFirst());
        Optional<String> worktree = streams.stream()
                .filter(one -> stream.filter(one.id()::equals).isPresent())
                .flatMap(one -> one.worktree().stream())
                .findFirst();
        List<String> commands = checkpoint
                .flatMap(at -> worktree.map(path -> "git -C " + quote(path) + " merge "
                        + quote(at.spec().into().value())))
                .map(List::of)
                .orElse(List.of());
        return new ReportModel.Next(
                "Merge the target into the branch of stream "
                        + stream.map(StreamId::value).orElse("?") + " and resolve " + files + ", then commit.",
                commands);
    }

    /** One word for a POSIX shell. */
    static String quote(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") && !word.startsWith("-")
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }
}
