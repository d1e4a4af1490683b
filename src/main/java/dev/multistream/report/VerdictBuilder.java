package dev.multistream.report;

import dev.multistream.model.CommitId;
import dev.multistream.model.StreamId;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.RunResult;
import dev.multistream.run.Standing;
import dev.multistream.run.StepStatus;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says in words how a run stands, and what a person must do next, with the exact commands. */
final class VerdictBuilder {
    private final ReportModel.Facts facts;
    private final List<ReportModel.StreamReport> streams;
    private final List<ReportModel.CheckpointReport> checkpoints;
    private final List<ReportModel.Publication> published;
    private final List<ReportModel.LeftOut> leftOut;

    VerdictBuilder(
            ReportModel.Facts facts,
            List<ReportModel.StreamReport> streams,
            List<ReportModel.CheckpointReport> checkpoints) {
        this.facts = facts;
        this.streams = streams;
        this.checkpoints = checkpoints;
        this.published = checkpoints.stream()
                .flatMap(checkpoint -> checkpoint.publication().stream())
                .toList();
        this.leftOut = checkpoints.stream()
                .flatMap(checkpoint -> checkpoint.merges().stream()
                        .filter(merge -> merge.fate() == ReportModel.Fate.LEFT_OUT)
                        .map(merge -> new ReportModel.LeftOut(merge.stream(), checkpoint.name(), merge.why())))
                .toList();
    }

    ReportModel.Verdict build() {
        return new ReportModel.Verdict(standing(), headline(), published, leftOut, next());
    }

    private Standing standing() {
        if (facts.result().isEmpty()) {
            return Standing.RUNNING;
        }
        return switch (facts.result().get()) {
            case INTERRUPTED, TERMINATED -> Standing.CANCELLED;
            case BUG, INFRASTRUCTURE -> Standing.ERRORED;
            case TIMED_OUT, BOUNDARY, CONFLICT, FAILED -> Standing.FAILED;
            case WAITING -> Standing.WAITING;
            case PASSED ->
                allSteps().anyMatch(step -> step.standing() == Standing.FLAKY) ? Standing.FLAKY : Standing.PASSED;
        };
    }

    private String headline() {
        if (facts.result().isEmpty()) {
            return started() ? "The run is not over." : "Nothing has been done yet.";
        }
        return switch (facts.result().get()) {
            case INTERRUPTED -> "The run was interrupted" + butPublished();
            case TERMINATED -> "The run was terminated" + butPublished();
            case BUG -> "A bug in harness got in the way" + butPublished();
            case TIMED_OUT -> "The run took too long and was stopped" + butPublished();
            case INFRASTRUCTURE -> "Something outside the work broke" + butPublished();
            case BOUNDARY -> left(Reason.BOUNDARY) + " changed files outside its boundary" + butPublished();
            case CONFLICT -> left(Reason.CONFLICT) + " conflicts with the others" + butPublished();
            case FAILED -> failed() + butPublished();
            case WAITING -> "Ready, but a person must decide" + butPublished();
            case PASSED -> passed();
        };
    }

    private boolean started() {
        return allSteps().anyMatch(step -> !step.attempts().isEmpty());
    }

    private String passed() {
        List<ReportModel.Publication> standing =
                published.stream().filter(one -> one.undone().isEmpty()).toList();
        if (standing.isEmpty() && !published.isEmpty()) {
            return "All was published, and then undone.";
        }
        if (standing.isEmpty()) {
            return streams.size() == 1 ? "The stream is done." : "All " + streams.size() + " streams are done.";
        }
        Set<String> into = new LinkedHashSet<>();
        standing.forEach(one -> into.add(one.moved().into().value()));
        return "All is done and published to " + String.join(", ", into) + ".";
    }

    private String failed() {
        boolean rejected = allSteps()
                .anyMatch(step ->
                        step.standing() == Standing.FAILED && step.kind().equals("review"));
        if (rejected) {
            return "The review rejected the result";
        }
        List<String> bad = streams.stream()
                .filter(stream -> stream.standing().isBad())
                .map(stream -> stream.id().value())
                .toList();
        if (bad.isEmpty()) {
            return "A checkpoint failed";
        }
        return (bad.size() == 1 ? "Stream " : "Streams ") + String.join(", ", bad) + " failed";
    }

    /** The streams whose merge failed for this reason; others may be left out for reasons of their own. */
    private String left(Reason reason) {
        List<String> names = allSteps()
                .filter(step -> step.attempts().stream()
                        .reduce((older, newer) -> newer)
                        .flatMap(Attempt::outcome)
                        .filter(outcome -> outcome instanceof Outcome.Failed failed && failed.reason() == reason)
                        .isPresent())
                .map(step -> step.id().value().replaceFirst("^.*\\.merge\\.", ""))
                .distinct()
                .toList();
        return names.isEmpty() ? "A stream" : "Stream " + String.join(", ", names);
    }

    private String butPublished() {
        Set<StreamId> through = new LinkedHashSet<>();
        published.stream().filter(one -> one.undone().isEmpty()).forEach(one -> through.addAll(one.streams()));
        if (through.isEmpty()) {
            return "; nothing was published.";
        }
        return "; " + String.join(", ", through.stream().map(StreamId::value).toList())
                + (through.size() == 1 ? " was published." : " were published.");
    }

    private Stream<ReportModel.StepReport> allSteps() {
        return Stream.concat(
                streams.stream().flatMap(stream -> stream.steps().stream()),
                checkpoints.stream().flatMap(checkpoint -> steps(checkpoint)));
    }

    private static Stream<ReportModel.StepReport> steps(ReportModel.CheckpointReport checkpoint) {
        return Stream.of(
                        checkpoint.merges().stream().map(ReportModel.MergeReport::step),
                        checkpoint.gates().stream(),
                        checkpoint.review().stream(),
                        Stream.of(checkpoint.publish()))
                .flatMap(steps -> steps);
    }

    private List<ReportModel.Next> next() {
        if (facts.result().isEmpty()) {
            return List.of(new ReportModel.Next(
                    "See how it goes, or take it up again if harness has died.",
                    List.of("harness status", resume(""))));
        }
        List<ReportModel.Next> next = new ArrayList<>();
        checkpoints.forEach(checkpoint -> review(checkpoint, next));
        NextSteps advice = new NextSteps(streams);
        List<ReportModel.StepReport> bad = allSteps()
                .filter(step -> step.state().status() == StepStatus.FAILED)
                .toList();
        bad.forEach(step ->
                step.reason().ifPresent(reason -> next.add(advice.about(step, reason, checkpointOf(step)))));
        allSteps()
                .filter(step -> step.state().status() == StepStatus.WAITING
                        && step.state().outcome().orElseThrow() instanceof Outcome.Waiting waiting
                        && waiting.what() == Outcome.WaitFor.RESOLUTION)
                .forEach(step -> next.add(advice.resolve(step)));
        if (!bad.isEmpty()) {
            next.add(new ReportModel.Next(
                    "Then do what failed again; what is done stays done.", List.of(resume(" --failed"))));
        } else if (stopped()) {
            next.add(new ReportModel.Next("Go on where it stopped.", List.of(resume(""))));
        }
        return next;
    }

    private boolean stopped() {
        return facts.result()
                .filter(result -> result == RunResult.INTERRUPTED
                        || result == RunResult.TERMINATED
                        || result == RunResult.TIMED_OUT)
                .isPresent();
    }

    private String resume(String options) {
        return "harness resume " + facts.start().run() + options;
    }

    private Optional<ReportModel.CheckpointReport> checkpointOf(ReportModel.StepReport step) {
        return checkpoints.stream()
                .filter(checkpoint -> steps(checkpoint).anyMatch(own -> own.id().equals(step.id())))
                .findFirst();
    }

    private void review(ReportModel.CheckpointReport checkpoint, List<ReportModel.Next> next) {
        boolean waits = checkpoint
                .review()
                .filter(review -> review.state().status() == StepStatus.WAITING)
                .isPresent();
        Optional<CommitId> commit = checkpoint.certified();
        if (waits && commit.isPresent()) {
            String rest = " " + checkpoint.name() + " --sha " + commit.get();
            List<String> by = checkpoint.spec().review().by();
            next.add(new ReportModel.Next(
                    "Review checkpoint " + checkpoint.name() + (by.isEmpty() ? "" : " (" + String.join(", ", by) + ")")
                            + " at " + commit.get().brief() + ", then approve it and publish, or reject it.",
                    List.of(
                            "harness review approve" + rest,
                            resume(""),
                            "harness review reject" + rest + " --comment '…'")));
        }
    }
}
