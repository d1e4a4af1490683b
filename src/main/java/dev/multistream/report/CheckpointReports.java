package dev.multistream.report;

import dev.multistream.model.CheckpointName;
import dev.multistream.model.CheckpointSpec;
import dev.multistream.model.HarnessSpec;
import dev.multistream.model.StreamId;
import dev.multistream.plan.Plan;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import dev.multistream.run.Standing;
import dev.multistream.run.StepResult;
import dev.multistream.run.StepStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What was planned and what happened, for each checkpoint. */
final class CheckpointReports {
    private final HarnessSpec spec;
    private final Plan plan;
    private final JournalReader journal;
    private final Map<StepId, ReportModel.StepReport> steps;
    private final List<ReportModel.Overlap> overlaps;

    CheckpointReports(
            HarnessSpec spec,
            Plan plan,
            JournalReader journal,
            Map<StepId, ReportModel.StepReport> steps,
            List<ReportModel.Overlap> overlaps) {
        this.spec = spec;
        this.plan = plan;
        this.journal = journal;
        this.steps = steps;
        this.overlaps = overlaps;
    }

    ReportModel.CheckpointReport read(CheckpointName name) {
        CheckpointSpec declared =
                Optional.ofNullable(spec.checkpoints().get(name)).orElseThrow();
        List<ReportModel.MergeReport> merges = plan.of(name).stream()
                .filter(Step.MergeStream.class::isInstance)
                .map(Step.MergeStream.class::cast)
                .map(merge -> merge(merge.merged(), step(merge.id())))
                .toList();
        Optional<StepResult.StreamMerged> last = merges.stream()
                .filter(merge -> merge.fate() == ReportModel.Fate.MERGED)
                .flatMap(merge -> merge.result().stream())
                .reduce((older, newer) -> newer);
        ReportModel.StepReport publish = step(StepId.publish(name));
        List<StreamId> planned = declared.merge();
        return new ReportModel.CheckpointReport(
                declared,
                Standing.of(plan.of(name).stream()
                        .map(step -> step(step.id()).standing())
                        .toList()),
                target(merges),
                merges,
                plan.of(name).stream()
                        .filter(Step.RunCheckpointGate.class::isInstance)
                        .map(step -> step(step.id()))
                        .toList(),
                last.flatMap(StepResult.StreamMerged::merged),
                last.flatMap(StepResult.StreamMerged::tree),
                plan.find(StepId.review(name)).map(step -> step(step.id())),
                journal.reviews().stream()
                        .filter(dated -> dated.review().checkpoint().equals(name))
                        .toList(),
                publish,
                publication(name, merges, publish),
                overlaps.stream()
                        .filter(overlap -> planned.stream()
                                        .filter(overlap.streams()::contains)
                                        .count()
                                > 1)
                        .toList());
    }

    private ReportModel.StepReport step(StepId id) {
        return Optional.ofNullable(steps.get(id)).orElseThrow();
    }

    private static Optional<dev.multistream.model.CommitId> target(List<ReportModel.MergeReport> merges) {
        return merges.stream()
                .flatMap(merge -> merge.result().stream())
                .map(StepResult.StreamMerged::target)
                .findFirst();
    }

    private ReportModel.MergeReport merge(StreamId stream, ReportModel.StepReport step) {
        StepStatus status = step.state().status();
        if (status == StepStatus.SUCCEEDED) {
            return new ReportModel.MergeReport(stream, ReportModel.Fate.MERGED, "", step);
        }
        if (!status.isSettled()) {
            return new ReportModel.MergeReport(stream, ReportModel.Fate.OPEN, step.message(), step);
        }
        return new ReportModel.MergeReport(stream, ReportModel.Fate.LEFT_OUT, why(stream, step), step);
    }

    /** For a stream that never came so far, the failure of the step that stopped it says more than the skip. */
    private String why(StreamId stream, ReportModel.StepReport step) {
        if (step.state().status() != StepStatus.SKIPPED) {
            return step.message();
        }
        return plan.of(stream).stream()
                .flatMap(own -> Stream.ofNullable(steps.get(own.id())))
                .filter(own -> own.standing() == Standing.FAILED || own.standing() == Standing.ERRORED)
                .findFirst()
                .map(own -> own.id() + " " + own.standing().word() + ": " + own.message())
                .orElse(step.message());
    }

    private Optional<ReportModel.Publication> publication(
            CheckpointName name, List<ReportModel.MergeReport> merges, ReportModel.StepReport publish) {
        Optional<Attempt> attempt = publish.attempts().stream()
                .filter(one -> one.standing() == Standing.PASSED || one.standing() == Standing.FLAKY)
                .filter(one -> one.result()
                        .filter(StepResult.Published.class::isInstance)
                        .isPresent())
                .reduce((older, newer) -> newer);
        return attempt.map(one -> new ReportModel.Publication(
                name,
                (StepResult.Published) one.result().orElseThrow(),
                one.end().orElse(one.start()),
                merges.stream()
                        .filter(merge -> merge.fate() == ReportModel.Fate.MERGED)
                        .map(ReportModel.MergeReport::stream)
                        .toList(),
                journal.rollbacks().stream()
                        .filter(undone -> undone.event().checkpoint().equals(name)
                                && !undone.at().isBefore(one.start()))
                        .reduce((older, newer) -> newer)));
    }
}
