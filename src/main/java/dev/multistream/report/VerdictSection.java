package dev.multistream.report;

import dev.multistream.run.SafeText;
import dev.multistream.run.Standing;
import java.util.List;

/** The first screen: the verdict in words, what was published, what was left out, what to do. */
final class VerdictSection {
    private final ReportModel model;
    private final Pages pages;

    VerdictSection(ReportModel model, Pages pages) {
        this.model = model;
        this.pages = pages;
    }

    void write(Html page) {
        ReportModel.Verdict verdict = model.verdict();
        boolean undone = !verdict.published().isEmpty()
                && verdict.published().stream().allMatch(one -> one.undone().isPresent());
        Standing tone = undone ? Standing.CANCELLED : verdict.standing();
        page.open("section", "class", "verdict tone-" + tone.word(), "aria-label", "Verdict");
        pages.pill(page, tone, undone ? "undone" : tone.word());
        page.leaf("h2", verdict.headline());
        if (!verdict.published().isEmpty()
                || !verdict.leftOut().isEmpty()
                || !verdict.next().isEmpty()) {
            page.open("div", "class", "answers");
            published(page, verdict.published());
            leftOut(page, verdict.leftOut());
            next(page, verdict.next());
            page.close();
        }
        page.close();
    }

    private void published(Html page, List<ReportModel.Publication> published) {
        if (published.isEmpty()) {
            return;
        }
        page.open("div").leaf("h3", "Published").open("ul");
        for (ReportModel.Publication one : published) {
            page.open("li").leaf("strong", one.moved().into().value()).text(" from ");
            pages.sha(page, one.moved().from());
            page.text(" to ");
            pages.sha(page, one.moved().to());
            page.open("br")
                    .leaf(
                            "small",
                            "checkpoint " + one.checkpoint() + ": "
                                    + String.join(
                                            ", ",
                                            one.streams().stream()
                                                    .map(Object::toString)
                                                    .toList()));
            if (one.undone().isPresent()) {
                page.open("br")
                        .leaf("strong", "undone")
                        .text(" by "
                                + SafeText.line(one.undone().get().event().by().name(), 60) + ", back at ");
                pages.sha(page, one.undone().get().event().to());
            } else {
                page.open("br").leaf("small", "undo: harness rollback " + one.checkpoint());
            }
            page.close();
        }
        page.close().close();
    }

    private void leftOut(Html page, List<ReportModel.LeftOut> leftOut) {
        if (leftOut.isEmpty()) {
            return;
        }
        page.open("div").leaf("h3", "Left out").open("ul");
        for (ReportModel.LeftOut one : leftOut.subList(0, Math.min(20, leftOut.size()))) {
            page.open("li").leaf("strong", one.stream().value()).text(" of " + one.checkpoint());
            page.open("br").leaf("small", SafeText.line(one.why(), 300)).close();
        }
        page.close().close();
    }

    private void next(Html page, List<ReportModel.Next> next) {
        if (next.isEmpty()) {
            return;
        }
        page.open("div", "class", "next").leaf("h3", "To do now").open("ol");
        for (ReportModel.Next step : next.subList(0, Math.min(12, next.size()))) {
            page.open("li").text(SafeText.line(step.what(), 500));
            step.commands().forEach(command -> pages.command(page, command));
            page.close();
        }
        page.close().close();
    }
}
