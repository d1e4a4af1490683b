package dev.multistream.dashboard;

import dev.multistream.model.BranchName;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.StreamId;
import dev.multistream.plan.Plan;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import dev.multistream.run.Elapsed;
import dev.multistream.run.RunState;
import dev.multistream.run.Standing;
import dev.multistream.run.StepResult;
import dev.multistream.run.StepState;
import dev.multistream.run.StreamWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a run prints last: a table of its streams, one of its checkpoints, the verdict, and what to do. Pure. */
public final class SummaryTable {
    private static final int WIDE = 120;

    private final RunState state;
    private final Plan plan;
    private final Ink ink;
    private final int width;

    /**
     * What the report says of the run.
     *
     * @param headline the verdict in one sentence
     * @param next what to do now
     * @param report path of the report, if one was written
     */
    public record Closing(Standing standing, String headline, List<Next> next, Optional<String> report) {
        public Closing {
            next = List.copyOf(next);
        }
    }

    /** Something to do: a sentence, and the commands that do it. */
    public record Next(String what, List<String> commands) {
        public Next {
            commands = List.copyOf(commands);
        }
    }

    private SummaryTable(RunState state, Ink ink, int width) {
        this.state = state;
        this.plan = state.plan();
        this.ink = ink;
        this.width = width;
    }

    /**
     * The lines of the summary.
     *
     * @param width of the terminal in columns; sentences and commands may be longer, since a command must stay whole
     */
    public static List<String> of(RunState state, Closing closing, Ink ink, int width) {
        SummaryTable table = new SummaryTable(state, ink, Math.max(40, width));
        List<String> lines = new ArrayList<>(table.streams());
        if (!table.plan.checkpoints().isEmpty()) {
            lines.add("");
            lines.addAll(table.checkpoints());
        }
        lines.add("");
        lines.addAll(table.closing(closing));
        return lines;
    }

    private List<String> streams() {
        boolean wide = width >= WIDE;
        TextTable table = wide
                ? new TextTable(ink, "Stream", "Result", "Time", "Commits", "Files", "Lines", "Gates", "Branch")
                : new TextTable(ink, "Stream", "Result", "Time", "Commits", "Files", "Gates");
        for (StreamId stream : plan.streams()) {
            List<StepState> steps =
                    plan.of(stream).stream().map(step -> state.step(step.id())).toList();
            Standing standing = Standing.of(steps.stream().map(Standing::of).toList());
            Optional<StreamWork> work = work(stream);
            List<TextTable.Cell> row = new ArrayList<>();
            row.add(new TextTable.Cell(stream.value(), ink::bold));
            row.add(new TextTable.Cell(ink.symbol(standing) + " " + standing.word(), text -> ink.in(standing, text)));
            row.add(new TextTable.Cell(time(steps)));
            row.add(new TextTable.Cell(work.map(one -> "" + one.commitCount()).orElse("")));
            row.add(new TextTable.Cell(work.map(one -> "" + one.files().size()).orElse("")));
            if (wide) {
                row.add(new TextTable.Cell(ink.own(work.map(one -> "+" + one.added() + " −" + one.deleted())
                        .orElse(""))));
            }
            row.add(new TextTable.Cell(gates(stream)));
            if (wide) {
                row.add(new TextTable.Cell(branch(stream)));
            }
            table.row(row);
        }
        return table.lines(width);
    }

    private Optional<StreamWork> work(StreamId stream) {
        return plan.of(stream).stream()
                .flatMap(step -> state.step(step.id()).result().stream())
                .filter(StepResult.AgentDone.class::isInstance)
                .flatMap(result -> ((StepResult.AgentDone) result).work().stream())
                .reduce((older, newer) -> newer);
    }

    private String branch(StreamId stream) {
        return state.step(StepId.worktree(stream))
                .result()
                .filter(StepResult.WorktreeReady.class::isInstance)
                .map(result -> ((StepResult.WorktreeReady) result).branch())
                .map(BranchName::value)
                .map(ink::own)
                .orElse("");
    }

    private String time(List<StepState> steps) {
        Optional<Instant> first =
                steps.stream().flatMap(step -> step.started().stream()).min(Instant::compareTo);
        Optional<Instant> last =
                steps.stream().flatMap(step -> step.finished().stream()).max(Instant::compareTo);
        return first.flatMap(begin -> last.map(end -> Elapsed.text(Duration.between(begin, end))))
                .orElse("");
    }

    private String gates(StreamId stream) {
        return String.join(
                ", ",
                plan.of(stream).stream()
                        .filter(Step.RunGate.class::isInstance)
                        .map(step ->
                                ((Step.RunGate) step).gate() + " " + ink.symbol(Standing.of(state.step(step.id()))))
                        .toList());
    }

    private List<String> checkpoints() {
        TextTable table = new TextTable(ink, "Checkpoint", "Result", "Merged", "Left out", "Moved");
        for (CheckpointName name : plan.checkpoints()) {
            StepState publish = state.step(StepId.publish(name));
            Standing standing = Standing.of(publish);
            Optional<StepResult.Published> moved = publish.result()
                    .filter(StepResult.Published.class::isInstance)
                    .map(StepResult.Published.class::cast);
            boolean undone = state.rollbacks().stream()
                    .anyMatch(rollback -> rollback.checkpoint().equals(name));
            String published = undone ? "undone" : merged(name, false).isEmpty() ? "published" : "published in part";
            String word = standing == Standing.PASSED ? published : standing.word();
            table.row(List.of(
                    new TextTable.Cell(name.value(), ink::bold),
                    new TextTable.Cell(ink.symbol(standing) + " " + word, text -> ink.in(standing, text)),
                    new TextTable.Cell(merged(name, true)),
                    new TextTable.Cell(merged(name, false)),
                    new TextTable.Cell(ink.own(
                            moved.map(one -> one.into() + " → " + one.to().brief())
                                    .orElse("")))));
        }
        return table.lines(width);
    }

    private String merged(CheckpointName name, boolean in) {
        Stream<Step.MergeStream> merges = plan.of(name).stream()
                .filter(Step.MergeStream.class::isInstance)
                .map(Step.MergeStream.class::cast)
                .filter(merge -> {
                    Standing standing = Standing.of(state.step(merge.id()));
                    return in
                            ? standing == Standing.PASSED || standing == Standing.FLAKY
                            : standing.isBad() || standing == Standing.SKIPPED;
                });
        return String.join(", ", merges.map(merge -> merge.merged().value()).toList());
    }

    private List<String> closing(Closing closing) {
        List<String> lines = new ArrayList<>();
        lines.add(ink.in(closing.standing(), ink.symbol(closing.standing())) + " "
                + ink.bold(ink.line(closing.headline(), 1_000)));
        for (Next next : closing.next()) {
            lines.add("");
            lines.add("  " + ink.line(next.what(), 1_000));
            next.commands().forEach(command -> lines.add("    " + ink.line(command, 4_000)));
        }
        closing.report().ifPresent(path -> {
            lines.add("");
            lines.add("Report: " + ink.line(path, 4_000));
        });
        return lines;
    }
}
