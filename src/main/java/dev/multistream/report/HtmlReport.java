package dev.multistream.report;

import dev.multistream.run.RunEvent;
import dev.multistream.run.SafeText;
import dev.multistream.run.Standing;
import java.time.ZoneId;

/** The run as a web page: the verdict first, then checkpoints, streams, drawings, and what else is to be known. */
public final class HtmlReport {
    private final ReportModel model;
    private final Pages pages;
    private final VerdictSection verdict;
    private final StreamSection streams;

    public HtmlReport(ReportModel model, ZoneId zone, LogSource logs) {
        this.model = model;
        this.pages = new Pages(model, zone, logs, "");
        this.verdict = new VerdictSection(model, pages);
        this.streams = new StreamSection(model, pages);
    }

    /** The text of {@code index.html}. */
    public String render() {
        Html page = pages.begin(SafeText.line(model.facts().start().name(), 80) + " · "
                + model.verdict().standing().word());
        header(page);
        page.open("main");
        verdict.write(page);
        checkpoints(page);
        streams.write(page);
        drawings(page);
        overlaps(page);
        notes(page);
        facts(page);
        page.close();
        return pages.end(page);
    }

    private void header(Html page) {
        page.open("header", "class", "top")
                .leaf("h1", SafeText.line(model.facts().start().name(), 200))
                .open("p");
        page.text("Run ").leaf("code", model.facts().start().run().value()).text(" · ");
        pages.time(page, model.facts().begin());
        page.text(" · took " + pages.took(model.facts().took()));
        page.text(" · started by " + SafeText.line(model.facts().start().by().name(), 60))
                .close()
                .close();
    }

    private void checkpoints(Html page) {
        for (ReportModel.CheckpointReport checkpoint : model.checkpoints()) {
            page.open("section").open("h2").text("Checkpoint ");
            page.link(
                            "checkpoints/" + checkpoint.name() + "/index.html",
                            checkpoint.name().value())
                    .text(" ");
            pages.pill(page, checkpoint);
            page.close().open("div", "class", "card");
            CheckpointPage.merges(page, pages, checkpoint);
            if (!checkpoint.gates().isEmpty()) {
                pages.steps(page, "Gates on the merged commit", checkpoint.gates());
            }
            page.close();
            page.open("p")
                    .link(
                            "checkpoints/" + checkpoint.name() + "/index.html",
                            "Everything about " + checkpoint.name() + ": conflicts, certificate, review, how to undo");
            page.close().close();
        }
    }

    private void drawings(Html page) {
        boolean begun = model.steps().stream().anyMatch(step -> !step.attempts().isEmpty());
        page.open("section").leaf("h2", "The plan");
        if (model.steps().size() <= DagDrawing.MOST_STEPS && !model.steps().isEmpty()) {
            drawing(
                    page,
                    "dag",
                    "The plan as a graph: each stream and checkpoint is a lane, each step a box, left to right.");
        } else {
            page.leaf("p", "The plan has " + model.steps().size() + " steps, which is not drawn.");
        }
        page.close();
        if (begun) {
            page.open("section").leaf("h2", "When what ran");
            drawing(
                    page,
                    "timeline",
                    "A bar for each attempt of each step against time; the tables on this page tell the same.");
            path(page);
            page.close();
        }
    }

    private static void drawing(Html page, String name, String alt) {
        page.open("div", "class", "card scroll drawing").open("picture");
        page.open("source", "srcset", name + "-dark.svg", "media", "(prefers-color-scheme: dark)");
        page.open("img", "src", name + ".svg", "alt", alt).close().close();
        page.open("ul", "class", "legend").open("li").leaf("span", "", "class", "mark");
        page.text("critical path: what the run's length consists of").close().close();
    }

    private void path(Html page) {
        page.open("p")
                .text("Critical path: " + pages.took(model.path().total()) + ", of it "
                        + pages.took(model.path().waited()) + " waiting.")
                .close();
        page.open("ol", "class", "path");
        for (CriticalChain.Link link : model.path().links()) {
            page.open("li");
            if (link.waited().toMillis() >= 1000) {
                page.leaf("span", "waited " + pages.took(link.waited()) + ", ", "class", "muted");
            }
            page.leaf("code", link.step().value())
                    .text(" " + pages.took(link.took()))
                    .close();
        }
        page.close();
    }

    private void overlaps(Html page) {
        if (model.overlaps().isEmpty()) {
            return;
        }
        page.open("section").leaf("h2", "Files that several streams changed").open("div", "class", "card");
        pages.table(
                page, model.overlaps().size() + (model.overlaps().size() == 1 ? " file" : " files"), "File", "Streams");
        for (ReportModel.Overlap overlap :
                model.overlaps().subList(0, Math.min(300, model.overlaps().size()))) {
            page.open("tr");
            pages.cell(page, "")
                    .leaf("code", SafeText.line(overlap.path().value(), 400))
                    .close();
            pages.cell(page, "")
                    .text(String.join(
                            ", ",
                            overlap.streams().stream().map(Object::toString).toList()));
            page.close().close();
        }
        pages.endTable(page);
        page.close().close();
    }

    private void notes(Html page) {
        if (model.notes().isEmpty()) {
            return;
        }
        page.open("section").leaf("h2", "Notes").open("ul", "class", "plain");
        for (ReportModel.Note note : model.notes()) {
            page.open("li");
            if (note.level() == RunEvent.Level.WARNING) {
                pages.pill(page, Standing.FLAKY, "warning");
                page.text(" ");
            }
            page.text(SafeText.block(note.message(), Pages.MESSAGE) + " ").open("small");
            pages.time(page, note.at());
            page.close().close();
        }
        page.close().close();
    }

    private void facts(Html page) {
        RunEvent.RunStarted start = model.facts().start();
        page.open("section")
                .leaf("h2", "The run")
                .open("div", "class", "card")
                .open("div", "class", "body")
                .open("dl");
        Pages.fact(page, "File").leaf("code", start.file()).close();
        start.bases().forEach((name, commit) -> {
            page.leaf("dt", name.isEmpty() ? "Base" : "Base " + name);
            pages.sha(page.open("dd"), commit);
            page.close();
        });
        start.inputs()
                .forEach((name, value) -> Pages.fact(page, "Input " + name)
                        .text(SafeText.line(value, 300))
                        .close());
        Pages.fact(page, "Started by")
                .text(SafeText.line(start.by().toString(), 100))
                .close();
        if (model.facts().resumes() > 0) {
            Pages.fact(page, "Taken up again")
                    .text(model.facts().resumes() + " times")
                    .close();
        }
        model.facts()
                .result()
                .ifPresent(result -> Pages.fact(page, "Exit code")
                        .text(result.exitCode() + " ("
                                + result.name()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .replace('_', '-') + ")")
                        .close());
        page.close().close().close().close();
    }
}
