package dev.multistream.report;

import dev.multistream.conflict.Crossing;
import dev.multistream.conflict.FileConflict;
import dev.multistream.model.CheckpointSpec;
import dev.multistream.run.SafeText;
import dev.multistream.run.Standing;
import dev.multistream.run.StepResult;
import dev.multistream.run.StreamWork;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** One checkpoint as a web page: what was planned, what happened, and what certifies the result. */
public final class CheckpointPage {
    private final ReportModel model;
    private final ReportModel.CheckpointReport checkpoint;
    private final Pages pages;

    public CheckpointPage(ReportModel model, ReportModel.CheckpointReport checkpoint, ZoneId zone, LogSource logs) {
        this.model = model;
        this.checkpoint = checkpoint;
        this.pages = new Pages(model, zone, logs, "../../");
    }

    /** The text of {@code checkpoints/<name>/index.html}. */
    public String render() {
        Html page = pages.begin("Checkpoint " + checkpoint.name() + " · " + checkpoint.words());
        page.open("header", "class", "top").open("p", "class", "crumb");
        page.link("../../index.html", "← " + SafeText.line(model.facts().start().name(), 80))
                .close();
        page.open("h1").text("Checkpoint " + checkpoint.name() + " ");
        pages.pill(page, checkpoint);
        page.close().leaf("p", planned()).close();
        page.open("main");
        page.open("section").leaf("h2", "What happened").open("div", "class", "card");
        merges(page, pages, checkpoint);
        page.close().close();
        conflicts(page);
        crossings(page);
        overlaps(page);
        certificate(page);
        page.close();
        return pages.end(page);
    }

    private String planned() {
        CheckpointSpec spec = checkpoint.spec();
        String order = String.join(
                ", then ", spec.merge().stream().map(Object::toString).toList());
        String conflict = spec.onConflict() == CheckpointSpec.OnConflict.STOP
                ? "a conflict stops it"
                : "a stream that conflicts is left out";
        return "Planned: merge " + order + " into " + spec.into() + "; " + conflict
                + (spec.review().required() ? "; a review is required." : ".");
    }

    /** The table of merges in their planned order. */
    static void merges(Html page, Pages pages, ReportModel.CheckpointReport checkpoint) {
        pages.table(
                page,
                "Merges into " + checkpoint.spec().into() + ", in this order",
                "Stream",
                "Result",
                "Why",
                "Head",
                "Merge",
                "Files#",
                "Lines#");
        for (ReportModel.MergeReport merge : checkpoint.merges()) {
            Optional<StepResult.StreamMerged> result = merge.result();
            page.open("tr").leaf("th", merge.stream().value(), "scope", "row");
            pages.cell(page, "");
            pages.pill(page, tone(merge), merge.fate().words());
            page.close();
            pages.cell(page, "");
            pages.message(page, SafeText.line(merge.why().isEmpty() ? resolved(merge) : merge.why(), 400));
            page.close();
            pages.cell(page, "Head");
            result.ifPresent(merged -> pages.sha(page, merged.head()));
            page.close();
            pages.cell(page, "Merge");
            result.flatMap(StepResult.StreamMerged::merged).ifPresent(commit -> pages.sha(page, commit));
            page.close();
            Optional<StreamWork> work = result.map(StepResult.StreamMerged::work);
            pages.numberCell(
                    page, "Files", work.map(one -> "" + one.files().size()).orElse(""));
            page.open("td", "class", "number");
            work.ifPresent(one -> pages.plusMinus(page, one.added(), one.deleted()));
            page.close().close();
        }
        pages.endTable(page);
    }

    private static Standing tone(ReportModel.MergeReport merge) {
        return switch (merge.fate()) {
            case MERGED -> Standing.PASSED;
            case OPEN -> merge.step().standing();
            case LEFT_OUT -> merge.step().standing() == Standing.ERRORED ? Standing.ERRORED : Standing.FAILED;
        };
    }

    private static String resolved(ReportModel.MergeReport merge) {
        List<FileConflict> conflicts =
                merge.result().map(StepResult.StreamMerged::conflicts).orElse(List.of());
        return conflicts.isEmpty()
                ? ""
                : conflicts.size() + (conflicts.size() == 1 ? " conflict" : " conflicts") + " resolved";
    }

    private void conflicts(Html page) {
        List<ReportModel.MergeReport> with = checkpoint.merges().stream()
                .filter(merge -> merge.result()
                        .filter(result -> !result.conflicts().isEmpty())
                        .isPresent())
                .toList();
        if (with.isEmpty()) {
            return;
        }
        page.open("section").leaf("h2", "Conflicts");
        for (ReportModel.MergeReport merge : with) {
            StepResult.StreamMerged result = merge.result().orElseThrow();
            page.open("div", "class", "card long").open("div", "class", "body");
            page.leaf("h3", merge.stream() + " against what was merged before it");
            result.conflicts().stream().limit(100).forEach(conflict -> conflict(page, merge, conflict));
            page.close().close();
        }
        page.close();
    }

    private void conflict(Html page, ReportModel.MergeReport merge, FileConflict conflict) {
        page.open("details", "open", "open")
                .open("summary")
                .leaf("code", SafeText.line(conflict.path().value(), 300));
        page.text(" ");
        if (conflict.isResolved()) {
            pages.pill(
                    page,
                    Standing.PASSED,
                    "resolved: " + SafeText.line(conflict.resolution().orElse(""), 60));
        } else {
            pages.pill(page, Standing.FAILED, "not resolved");
        }
        page.leaf("span", " " + SafeText.line(conflict.kind(), 60), "class", "muted")
                .close();
        if (conflict.hunks().isEmpty()) {
            page.open("div", "class", "body")
                    .leaf("p", "Not about single lines.")
                    .close();
        }
        for (FileConflict.Hunk hunk : conflict.hunks()) {
            page.open("div", "class", "sides");
            side(page, "Before it, line " + hunk.line(), hunk.ours());
            side(page, "Common base", hunk.base());
            side(page, "Stream " + merge.stream(), hunk.theirs());
            page.close();
        }
        page.close();
    }

    private static void side(Html page, String name, String text) {
        page.open("div").leaf("h5", name);
        page.leaf("pre", text.isEmpty() ? "(nothing)" : SafeText.block(text, 4_000))
                .close();
    }

    private void crossings(Html page) {
        List<Crossing> crossings = checkpoint.merges().stream()
                .flatMap(merge -> merge.result().stream())
                .flatMap(result -> result.crossings().stream())
                .toList();
        if (crossings.isEmpty()) {
            return;
        }
        page.open("section").leaf("h2", "Boundaries crossed").open("ul", "class", "plain");
        crossings.stream().limit(300).forEach(crossing -> page.leaf("li", SafeText.line(crossing.describe(), 400)));
        page.close().close();
    }

    private void overlaps(Html page) {
        if (checkpoint.overlaps().isEmpty()) {
            return;
        }
        page.open("section")
                .leaf("h2", "Files that several of its streams changed")
                .open("ul", "class", "plain");
        checkpoint.overlaps().stream()
                .limit(300)
                .forEach(overlap -> page.open("li")
                        .leaf("code", SafeText.line(overlap.path().value(), 300))
                        .text(" by "
                                + String.join(
                                        ", ",
                                        overlap.streams().stream()
                                                .map(Object::toString)
                                                .toList()))
                        .close());
        page.close().close();
    }

    private void certificate(Html page) {
        page.open("section").leaf("h2", "Certificate").open("div", "class", "card");
        if (!checkpoint.gates().isEmpty()) {
            pages.steps(page, "Gates, run on exactly the commit that is published", checkpoint.gates());
        }
        page.open("div", "class", "body").open("dl");
        checkpoint.target().ifPresent(id -> fact(page, checkpoint.spec().into() + " was at", id.value()));
        checkpoint.certified().ifPresent(id -> fact(page, "Certified commit", id.value()));
        checkpoint.tree().ifPresent(id -> fact(page, "Its tree", id.value()));
        reviews(page);
        publication(page);
        page.close().close().close().close();
    }

    private static void fact(Html page, String name, String value) {
        page.leaf("dt", name).open("dd").leaf("code", value).close();
    }

    private void reviews(Html page) {
        for (ReportModel.DatedReview dated : checkpoint.reviews()) {
            page.leaf("dt", dated.review().approved() ? "Approved by" : "Rejected by")
                    .open("dd");
            page.leaf("strong", SafeText.line(dated.review().by().toString(), 100))
                    .text(", ");
            pages.time(page, dated.at());
            page.text(", commit ");
            pages.sha(page, dated.review().commit());
            dated.review().comment().ifPresent(comment -> page.leaf("p", "“" + SafeText.block(comment, 2_000) + "”"));
            page.close();
        }
        if (checkpoint.review().isPresent() && checkpoint.reviews().isEmpty()) {
            page.leaf("dt", "Review").leaf("dd", "nobody has reviewed it yet");
        }
    }

    private void publication(Html page) {
        checkpoint.publication().ifPresent(one -> {
            page.leaf("dt", "Published").open("dd");
            page.text(one.moved().into() + " from ")
                    .leaf("code", one.moved().from().value())
                    .text(" to ");
            page.leaf("code", one.moved().to().value()).text(", ");
            pages.time(page, one.at());
            page.close();
            fact(page, "Old tip kept as", one.moved().kept());
            one.moved().worktree().ifPresent(path -> fact(page, "Also updated", path));
            page.leaf("dt", "Undo").open("dd");
            if (one.undone().isPresent()) {
                ReportModel.Rollback undone = one.undone().get();
                page.text("undone by " + SafeText.line(undone.event().by().toString(), 100) + ", ");
                pages.time(page, undone.at());
                page.text(undone.event().byRevert() ? ", by a commit that reverts it: " : ", branch moved back to ");
                pages.sha(page, undone.event().to());
            } else {
                page.leaf("code", "harness rollback " + checkpoint.name());
            }
            page.close();
        });
        if (checkpoint.publication().isEmpty()) {
            page.leaf("dt", "Published").open("dd").text("no ");
            pages.pill(page, checkpoint.publish().standing());
            pages.message(page, checkpoint.publish().message());
            page.close();
        }
    }
}
