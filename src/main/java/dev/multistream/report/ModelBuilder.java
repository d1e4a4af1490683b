package dev.multistream.report;

import dev.multistream.conflict.Crossing;
import dev.multistream.conflict.FileChange;
import dev.multistream.model.CommitId;
import dev.multistream.model.HarnessSpec;
import dev.multistream.model.RepoPath;
import dev.multistream.model.StreamId;
import dev.multistream.model.StreamSpec;
import dev.multistream.plan.Plan;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunState;
import dev.multistream.run.Standing;
import dev.multistream.run.StepResult;
import dev.multistream.run.StreamWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Computes a {@link ReportModel}: steps first, then streams, then checkpoints, then the verdict. */
final class ModelBuilder {
    private final HarnessSpec spec;
    private final Plan plan;
    private final RunState state;
    private final JournalReader journal;
    private final ReportModel.Facts facts;

    ModelBuilder(HarnessSpec spec, Plan plan, List<JournalEntry> entries, Instant now) {
        this.spec = spec;
        this.plan = plan;
        this.state = RunState.fold(plan, entries);
        this.journal = new JournalReader(entries);
        RunEvent.RunStarted start =
                state.start().orElseThrow(() -> new IllegalArgumentException("the journal has no start of a run"));
        Instant begin = state.startedAt().orElse(now);
        Instant end = journal.ended().map(JournalEntry::at).orElse(now);
        this.facts = new ReportModel.Facts(start, begin, end, journal.resumes(), state.result());
    }

    ReportModel build() {
        CriticalChain path = CriticalChain.of(plan, spans(), facts.begin());
        List<ReportModel.StepReport> steps =
                plan.steps().stream().map(step -> step(step, path)).toList();
        Map<StepId, ReportModel.StepReport> byId = new HashMap<>();
        steps.forEach(step -> byId.put(step.id(), step));
        List<ReportModel.StreamReport> streams =
                plan.streams().stream().map(id -> stream(id, byId)).toList();
        List<ReportModel.Overlap> overlaps = overlaps(streams);
        CheckpointReports reader = new CheckpointReports(spec, plan, journal, byId, overlaps);
        List<ReportModel.CheckpointReport> checkpoints =
                plan.checkpoints().stream().map(reader::read).toList();
        ReportModel.Verdict verdict = new VerdictBuilder(facts, streams, checkpoints).build();
        return new ReportModel(
                spec, plan, facts, verdict, streams, checkpoints, overlaps, steps, path, journal.notes());
    }

    private Map<StepId, CriticalChain.Span> spans() {
        Map<StepId, CriticalChain.Span> spans = new HashMap<>();
        for (Step step : plan.steps()) {
            List<Attempt> attempts = journal.attempts(step.id());
            if (!attempts.isEmpty()) {
                Instant end = attempts.get(attempts.size() - 1).end().orElse(facts.end());
                spans.put(step.id(), new CriticalChain.Span(attempts.get(0).start(), end));
            }
        }
        return spans;
    }

    private ReportModel.StepReport step(Step step, CriticalChain path) {
        List<Attempt> attempts = journal.attempts(step.id());
        Duration active =
                attempts.stream().map(attempt -> attempt.took(facts.end())).reduce(Duration.ZERO, Duration::plus);
        return new ReportModel.StepReport(
                step.id(), step.kind(), name(step), state.step(step.id()), attempts, active, path.contains(step.id()));
    }

    /** What a step is called inside its stream or checkpoint. */
    static String name(Step step) {
        if (step instanceof Step.RunAgent agent) {
            return "agent:" + agent.agent();
        }
        if (step instanceof Step.RunGate gate) {
            return "gate:" + gate.gate();
        }
        if (step instanceof Step.RunCheckpointGate gate) {
            return "gate:" + gate.gate();
        }
        return step instanceof Step.MergeStream merge ? "merge:" + merge.merged() : step.kind();
    }

    private ReportModel.StreamReport stream(StreamId id, Map<StepId, ReportModel.StepReport> byId) {
        StreamSpec declared = Optional.ofNullable(spec.streams().get(id)).orElseThrow();
        List<ReportModel.StepReport> steps = plan.of(id).stream()
                .flatMap(step -> Stream.ofNullable(byId.get(step.id())))
                .toList();
        Optional<StepResult.WorktreeReady> ready =
                results(steps, StepResult.WorktreeReady.class).findFirst();
        List<StepResult.StreamMerged> merges = merges(id, byId);
        Optional<StreamWork> work = Stream.concat(
                        results(steps, StepResult.AgentDone.class).flatMap(done -> done.work().stream()),
                        merges.stream().map(StepResult.StreamMerged::work))
                .reduce((older, newer) -> newer);
        Set<Crossing> crossings = new LinkedHashSet<>();
        merges.forEach(merge -> crossings.addAll(merge.crossings()));
        return new ReportModel.StreamReport(
                id,
                declared.place(),
                declared.task().text(),
                declared.branch(),
                Standing.of(steps.stream().map(ReportModel.StepReport::standing).toList()),
                base(ready, work),
                ready.map(StepResult.WorktreeReady::path),
                steps,
                work,
                List.copyOf(crossings),
                steps.stream().map(ReportModel.StepReport::active).reduce(Duration.ZERO, Duration::plus));
    }

    private static Optional<CommitId> base(Optional<StepResult.WorktreeReady> ready, Optional<StreamWork> work) {
        return ready.map(StepResult.WorktreeReady::base).or(() -> work.map(StreamWork::base));
    }

    private List<StepResult.StreamMerged> merges(StreamId id, Map<StepId, ReportModel.StepReport> byId) {
        List<ReportModel.StepReport> steps = plan.steps().stream()
                .filter(step ->
                        step instanceof Step.MergeStream merge && merge.merged().equals(id))
                .flatMap(step -> Stream.ofNullable(byId.get(step.id())))
                .toList();
        return results(steps, StepResult.StreamMerged.class).toList();
    }

    static <T extends StepResult> Stream<T> results(List<ReportModel.StepReport> steps, Class<T> type) {
        return steps.stream()
                .flatMap(step -> step.state().result().stream())
                .filter(type::isInstance)
                .map(type::cast);
    }

    private static List<ReportModel.Overlap> overlaps(List<ReportModel.StreamReport> streams) {
        Map<RepoPath, Set<StreamId>> byPath = new TreeMap<>();
        for (ReportModel.StreamReport stream : streams) {
            for (FileChange change : stream.work().map(StreamWork::files).orElse(List.of())) {
                byPath.computeIfAbsent(change.path(), path -> new LinkedHashSet<>())
                        .add(stream.id());
                change.oldPath()
                        .ifPresent(old -> byPath.computeIfAbsent(old, path -> new LinkedHashSet<>())
                                .add(stream.id()));
            }
        }
        Map<RepoPath, List<StreamId>> shared = new LinkedHashMap<>();
        byPath.forEach((path, by) -> {
            if (by.size() > 1) {
                shared.put(path, List.copyOf(by));
            }
        });
        List<ReportModel.Overlap> overlaps = new ArrayList<>();
        shared.forEach((path, by) -> overlaps.add(new ReportModel.Overlap(path, by)));
        return overlaps;
    }
}
