package dev.multistream.report;

import dev.multistream.conflict.Crossing;
import dev.multistream.conflict.FileChange;
import dev.multistream.run.SafeText;
import dev.multistream.run.StreamWork;
import java.util.List;

/** What each stream did: a table of all, then each folded up with its steps, commits and files. */
final class StreamSection {
    private final ReportModel model;
    private final Pages pages;

    StreamSection(ReportModel model, Pages pages) {
        this.model = model;
        this.pages = pages;
    }

    void write(Html page) {
        page.open("section").leaf("h2", "Streams").open("div", "class", "card");
        pages.table(
                page,
                "What each stream did",
                "Stream",
                "Result",
                "Task and branch",
                "Commits#",
                "Files#",
                "Lines#",
                "Time#");
        model.streams().forEach(stream -> row(page, stream));
        pages.endTable(page);
        page.close();
        model.streams().forEach(stream -> stream(page, stream));
        page.close();
    }

    private void row(Html page, ReportModel.StreamReport stream) {
        page.open("tr")
                .open("th", "scope", "row")
                .leaf("a", stream.id().value(), "href", "#stream-" + stream.id())
                .close();
        pages.cell(page, "");
        pages.pill(page, stream.standing());
        page.close();
        pages.cell(page, "")
                .text(SafeText.line(stream.task(), 160))
                .open("br")
                .leaf("code", stream.branch().value());
        page.close();
        pages.numberCell(
                page,
                "Commits",
                stream.work().map(work -> "" + work.commitCount()).orElse("–"));
        pages.numberCell(
                page,
                "Files",
                stream.work().map(work -> "" + work.files().size()).orElse("–"));
        page.open("td", "class", "number", "data-label", "Lines");
        stream.work().ifPresent(work -> pages.plusMinus(page, work.added(), work.deleted()));
        page.close();
        pages.numberCell(page, "Time", pages.took(stream.active()));
        page.close();
    }

    private void stream(Html page, ReportModel.StreamReport stream) {
        String id = "stream-" + stream.id();
        if (stream.standing().isBad()) {
            page.open("details", "class", "card long", "id", id, "open", "open");
        } else {
            page.open("details", "class", "card long", "id", id);
        }
        page.open("summary").text(stream.id() + " ");
        pages.pill(page, stream.standing());
        page.leaf("span", "  " + SafeText.line(stream.task(), 90), "class", "muted")
                .close();
        page.open("div", "class", "body").open("dl");
        Pages.fact(page, "Task").text(SafeText.block(stream.task(), 4_000)).close();
        Pages.fact(page, "Branch").leaf("code", stream.branch().value()).close();
        stream.base().ifPresent(base -> {
            pages.sha(Pages.fact(page, "Started from"), base);
            page.close();
        });
        stream.work().ifPresent(work -> {
            pages.sha(Pages.fact(page, "Came to"), work.head());
            page.close();
        });
        stream.worktree()
                .ifPresent(
                        path -> Pages.fact(page, "Worktree").leaf("code", path).close());
        page.close();
        crossings(page, stream);
        pages.steps(page, "Steps", stream.steps());
        stream.work().ifPresent(work -> work(page, work));
        page.close().close();
    }

    private void crossings(Html page, ReportModel.StreamReport stream) {
        if (!stream.crossings().isEmpty()) {
            page.leaf("h4", "Boundaries crossed").open("ul", "class", "plain");
            for (Crossing crossing : stream.crossings()) {
                page.leaf("li", SafeText.line(crossing.describe(), 400));
            }
            page.close();
        }
    }

    private void work(Html page, StreamWork work) {
        pages.table(page, commitsCaption(work), "Commit", "Subject", "Author");
        for (StreamWork.Commit commit :
                work.commits().subList(0, Math.min(50, work.commits().size()))) {
            page.open("tr");
            pages.sha(pages.cell(page, ""), commit.id());
            page.close();
            pages.cell(page, "").text(SafeText.line(commit.subject(), 200)).close();
            pages.cell(page, "")
                    .text(SafeText.line(commit.author(), 80))
                    .close()
                    .close();
        }
        pages.endTable(page);
        files(page, work);
    }

    private void files(Html page, StreamWork work) {
        List<FileChange> shown =
                work.files().subList(0, Math.min(300, work.files().size()));
        page.open("details").leaf("summary", work.files().size() + (work.files().size() == 1 ? " file" : " files"));
        pages.table(
                page,
                shown.size() < work.files().size() ? "The first 300" : "Changed files",
                "File",
                "Change",
                "Lines#");
        for (FileChange change : shown) {
            page.open("tr");
            pages.cell(page, "")
                    .leaf("code", SafeText.line(Pages.change(change), 400))
                    .close();
            pages.cell(page, "").text(Pages.word(change.kind())).close();
            page.open("td", "class", "number");
            if (change.binary()) {
                page.text("binary");
            } else {
                pages.plusMinus(page, change.added(), change.deleted());
            }
            page.close().close();
        }
        pages.endTable(page);
        page.close();
    }

    private static String commitsCaption(StreamWork work) {
        int shown = Math.min(50, work.commits().size());
        return shown < work.commitCount()
                ? "The newest " + shown + " of " + work.commitCount() + " commits"
                : "Commits, the newest first";
    }
}
