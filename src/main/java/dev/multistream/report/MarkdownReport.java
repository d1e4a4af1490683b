package dev.multistream.report;

import dev.multistream.conflict.FileChange;
import dev.multistream.conflict.FileConflict;
import dev.multistream.run.Elapsed;
import dev.multistream.run.StepResult;
import dev.multistream.run.StreamWork;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The run as Markdown: for step summaries, pull requests and terminals. */
public final class MarkdownReport {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);
    private static final int MOST = 50;

    private final ReportModel model;
    private final ZoneId zone;

    public MarkdownReport(ReportModel model, ZoneId zone) {
        this.model = model;
        this.zone = zone;
    }

    /** The text of {@code report.md}. */
    public String render() {
        Markdown out = new Markdown();
        out.heading(1, model.facts().start().name());
        verdict(out);
        model.checkpoints().forEach(checkpoint -> checkpoint(out, checkpoint));
        streams(out);
        if (!model.overlaps().isEmpty()) {
            out.heading(2, "Files that several streams changed").head("File", "Streams");
            model.overlaps().stream()
                    .limit(MOST)
                    .forEach(overlap ->
                            out.row(List.of(Markdown.code(overlap.path().value()), names(overlap.streams()))));
        }
        if (!model.notes().isEmpty()) {
            out.heading(2, "Notes");
            model.notes()
                    .forEach(note -> out.item(
                            note.level().name().toLowerCase(Locale.ROOT) + ": " + Markdown.escape(note.message())));
        }
        return out.finish();
    }

    /** The text of {@code checkpoints/<name>/report.md}. */
    public String render(ReportModel.CheckpointReport checkpoint) {
        Markdown out = new Markdown();
        checkpoint(out, checkpoint);
        return out.finish();
    }

    private void verdict(Markdown out) {
        ReportModel.Verdict verdict = model.verdict();
        out.paragraph(verdict.standing().symbol() + " " + verdict.standing().word() + ": " + verdict.headline());
        out.item("Run " + Markdown.code(model.facts().start().run().value()) + ", "
                + time(model.facts().begin()) + ", took "
                + Elapsed.text(model.facts().took()));
        verdict.published()
                .forEach(one -> out.item(
                        "Published: " + Markdown.code(one.moved().into().value())
                                + " from " + Markdown.code(one.moved().from().brief()) + " to "
                                + Markdown.code(one.moved().to().brief())
                                + (one.undone().isPresent() ? " (undone)" : ", undo with " + undo(one))));
        verdict.leftOut().stream()
                .limit(MOST)
                .forEach(one -> out.item("Left out of " + one.checkpoint() + ": " + one.stream() + ", because "
                        + Markdown.escape(one.why())));
        if (!verdict.next().isEmpty()) {
            out.heading(2, "To do now");
            for (ReportModel.Next next : verdict.next()) {
                out.paragraph(next.what());
                if (!next.commands().isEmpty()) {
                    out.commands(next.commands());
                }
            }
        }
    }

    private static String undo(ReportModel.Publication one) {
        return Markdown.code("harness rollback " + one.checkpoint());
    }

    private void checkpoint(Markdown out, ReportModel.CheckpointReport checkpoint) {
        out.heading(2, "Checkpoint " + checkpoint.name() + ": " + checkpoint.words());
        out.head("Stream", "Result", "Why", "Head", "Merge");
        for (ReportModel.MergeReport merge : checkpoint.merges()) {
            out.row(List.of(
                    merge.stream().value(),
                    merge.fate().words(),
                    Markdown.escape(merge.why()),
                    merge.result().map(one -> Markdown.code(one.head().brief())).orElse(""),
                    merge.result()
                            .flatMap(StepResult.StreamMerged::merged)
                            .map(id -> Markdown.code(id.brief()))
                            .orElse("")));
        }
        out.gap();
        steps(out, checkpoint.gates());
        checkpoint.certified().ifPresent(id -> out.item("Certified commit " + Markdown.code(id.value())));
        decisions(out, checkpoint);
        checkpoint
                .merges()
                .forEach(merge -> merge.result()
                        .ifPresent(result -> result.conflicts().stream()
                                .limit(MOST)
                                .forEach(conflict -> conflict(out, merge, conflict))));
    }

    private void decisions(Markdown out, ReportModel.CheckpointReport checkpoint) {
        checkpoint
                .reviews()
                .forEach(dated -> out.item((dated.review().approved() ? "Approved" : "Rejected") + " by "
                        + Markdown.escape(dated.review().by().toString()) + ", " + time(dated.at()) + ", "
                        + Markdown.code(dated.review().commit().brief())
                        + dated.review()
                                .comment()
                                .map(text -> ": " + Markdown.escape(text))
                                .orElse("")));
        checkpoint.publication().ifPresent(one -> {
            out.item("Published " + time(one.at()) + ": "
                    + Markdown.code(one.moved().into().value()) + " from "
                    + Markdown.code(one.moved().from().value()) + " to "
                    + Markdown.code(one.moved().to().value()));
            out.item("Old tip kept as " + Markdown.code(one.moved().kept()));
            one.undone()
                    .ifPresent(undone -> out.item("Undone by "
                            + Markdown.escape(undone.event().by().toString()) + ", " + time(undone.at()) + ", back at "
                            + Markdown.code(undone.event().to().brief())));
        });
    }

    private void conflict(Markdown out, ReportModel.MergeReport merge, FileConflict conflict) {
        out.heading(3, "Conflict in " + conflict.path());
        out.paragraph("Stream " + merge.stream() + ", " + conflict.kind() + ", "
                + conflict.resolution().map(how -> "resolved: " + how).orElse("not resolved"));
        for (FileConflict.Hunk hunk :
                conflict.hunks().subList(0, Math.min(10, conflict.hunks().size()))) {
            String text = side("before it, line " + hunk.line(), "< ", hunk.ours())
                    + side("common base", "| ", hunk.base())
                    + side("stream " + merge.stream(), "> ", hunk.theirs());
            out.block("", "", text);
        }
    }

    private static String side(String name, String prefix, String text) {
        StringBuilder side = new StringBuilder("--- ").append(name).append('\n');
        text.lines().limit(60).forEach(line -> side.append(prefix).append(line).append('\n'));
        return side.toString();
    }

    private void streams(Markdown out) {
        out.heading(2, "Streams").head("Stream", "Result", "Task", "Branch", "Commits", "Files", "Lines", "Time");
        for (ReportModel.StreamReport stream : model.streams()) {
            out.row(List.of(
                    stream.id().value(),
                    stream.standing().symbol() + " " + stream.standing().word(),
                    Markdown.escape(stream.task()),
                    Markdown.code(stream.branch().value()),
                    stream.work().map(work -> "" + work.commitCount()).orElse(""),
                    stream.work().map(work -> "" + work.files().size()).orElse(""),
                    stream.work()
                            .map(work -> "+" + work.added() + " −" + work.deleted())
                            .orElse(""),
                    Elapsed.text(stream.active())));
        }
        for (ReportModel.StreamReport stream : model.streams()) {
            out.heading(3, stream.id().value());
            steps(out, stream.steps());
            stream.crossings().forEach(crossing -> out.item("Boundary: " + Markdown.escape(crossing.describe())));
            stream.work().ifPresent(work -> work(out, work));
        }
    }

    private static void steps(Markdown out, List<ReportModel.StepReport> steps) {
        if (steps.isEmpty()) {
            return;
        }
        out.head("Step", "Result", "Time", "What it found");
        for (ReportModel.StepReport step : steps) {
            out.row(List.of(
                    Markdown.escape(step.name().replace(':', ' ')),
                    step.standing().symbol() + " " + step.standing().word(),
                    step.attempts().isEmpty() ? "" : Elapsed.text(step.active()),
                    Markdown.escape(found(step))));
        }
        out.gap();
    }

    private static String found(ReportModel.StepReport step) {
        List<String> found = new ArrayList<>();
        if (!step.message().isEmpty()) {
            found.add(step.message());
        }
        step.result(StepResult.GateDone.class).ifPresent(gate -> {
            gate.tests()
                    .ifPresent(tests -> found.add(tests.tests() + " tests, " + (tests.failures() + tests.errors())
                            + " failed, " + tests.skipped() + " skipped"));
            gate.coverage()
                    .ifPresent(percent -> found.add(String.format(Locale.ROOT, "%.1f %% of lines covered", percent)));
            found.addAll(gate.findings());
        });
        return String.join("; ", found);
    }

    private static void work(Markdown out, StreamWork work) {
        work.commits().stream()
                .limit(20)
                .forEach(commit ->
                        out.item(Markdown.code(commit.id().brief()) + " " + Markdown.escape(commit.subject())));
        out.gap();
        if (!work.files().isEmpty()) {
            out.head("File", "Change", "Lines");
            for (FileChange change :
                    work.files().subList(0, Math.min(MOST, work.files().size()))) {
                out.row(List.of(
                        Markdown.code(Pages.change(change)),
                        Pages.word(change.kind()),
                        change.binary() ? "binary" : "+" + change.added() + " −" + change.deleted()));
            }
            out.gap();
        }
    }

    private static String names(List<?> ids) {
        return String.join(", ", ids.stream().map(Object::toString).toList());
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }
}
