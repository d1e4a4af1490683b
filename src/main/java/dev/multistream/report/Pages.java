package dev.multistream.report;

import dev.multistream.conflict.FileChange;
import dev.multistream.model.CommitId;
import dev.multistream.run.Elapsed;
import dev.multistream.run.SafeText;
import dev.multistream.run.Standing;
import dev.multistream.run.StepResult;
import dev.multistream.run.TestReport;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The pieces that all HTML pages are made of. */
final class Pages {
    static final int MESSAGE = 2_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private final ReportModel model;
    private final ZoneId zone;
    private final LogSource logs;
    /** The way from the page to the report's directory: empty, or {@code ../../}. */
    private final String root;

    Pages(ReportModel model, ZoneId zone, LogSource logs, String root) {
        this.model = model;
        this.zone = zone;
        this.logs = logs;
        this.root = root;
    }

    Html begin(String title) {
        return new Html("<!DOCTYPE html>")
                .open("html", "lang", "en")
                .open("head")
                .open("meta", "charset", "utf-8")
                .open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .leaf("title", title)
                .open("link", "rel", "stylesheet", "href", root + "style.css")
                .close()
                .open("body");
    }

    String end(Html page) {
        ReportModel.Facts facts = model.facts();
        page.open("footer").open("p");
        page.text("Written by harness " + facts.start().version() + " from the journal of run "
                + facts.start().run() + ". The same as ");
        page.link(root + "report.md", "Markdown")
                .text(", ")
                .link(root + "report.json", "JSON")
                .text(", ");
        page.link(root + "junit.xml", "JUnit XML").text("; ").link(root + "profile.json", "profile");
        page.text(" for chrome://tracing or Perfetto.").close().close();
        return page.close().close().finish();
    }

    String root() {
        return root;
    }

    void pill(Html page, Standing standing) {
        pill(page, standing, standing.word());
    }

    void pill(Html page, Standing standing, String word) {
        page.open("span", "class", "pill tone-" + standing.word())
                .leaf("span", standing.symbol(), "class", "sign", "aria-hidden", "true")
                .text(word)
                .close();
    }

    void pill(Html page, ReportModel.CheckpointReport checkpoint) {
        boolean undone =
                checkpoint.publication().filter(one -> one.undone().isPresent()).isPresent();
        Standing tone = undone ? Standing.CANCELLED : checkpoint.isPartial() ? Standing.FLAKY : checkpoint.standing();
        pill(page, tone, checkpoint.words());
    }

    void time(Html page, Instant at) {
        page.leaf("time", TIME.format(at.atZone(zone)), "datetime", at.toString());
    }

    String took(Duration duration) {
        return Elapsed.text(duration);
    }

    void sha(Html page, CommitId id) {
        page.leaf("code", id.brief(), "class", "sha", "title", id.value());
    }

    void message(Html page, String message) {
        if (!message.isEmpty()) {
            page.leaf("p", SafeText.block(message, MESSAGE));
        }
    }

    void command(Html page, String command) {
        page.leaf("pre", SafeText.line(command, MESSAGE), "class", "command");
    }

    /** Head of a table: the caption, then column names; a name that ends with "#" is a column of numbers. */
    void table(Html page, String caption, String... columns) {
        page.open("div", "class", "scroll").open("table", "class", "stack").leaf("caption", caption);
        page.open("thead").open("tr");
        for (String column : columns) {
            boolean number = column.endsWith("#");
            String name = number ? column.substring(0, column.length() - 1) : column;
            page.leaf("th", name, "scope", "col", "class", number ? "number" : "text");
        }
        page.close().close().open("tbody");
    }

    void endTable(Html page) {
        page.close().close().close();
    }

    Html cell(Html page, String label) {
        return page.open("td", "data-label", label);
    }

    void numberCell(Html page, String label, String text) {
        page.leaf("td", text, "data-label", label, "class", "number");
    }

    /** A table with one row for each step that has something to tell. */
    void steps(Html page, String caption, List<ReportModel.StepReport> steps) {
        table(page, caption, "Step", "Result", "What it found", "Tries#", "Time#");
        for (ReportModel.StepReport step : steps) {
            page.open("tr").leaf("th", step.name().replace(':', ' '), "scope", "row");
            cell(page, "");
            pill(page, step.standing());
            page.close();
            cell(page, "");
            findings(page, step);
            page.close();
            numberCell(page, "Tries", step.attempts().isEmpty() ? "" : "" + tries(step));
            numberCell(page, "Time", step.attempts().isEmpty() ? "" : took(step.active()));
            page.close();
        }
        endTable(page);
    }

    private int tries(ReportModel.StepReport step) {
        return step.attempts().size() + Repetitions.of(model, step).size();
    }

    private void findings(Html page, ReportModel.StepReport step) {
        message(page, step.message());
        if (step.attempts().size() > 1) {
            for (Attempt attempt : step.attempts().subList(0, step.attempts().size() - 1)) {
                page.leaf(
                        "p",
                        SafeText.line(
                                "Attempt " + attempt.number() + " "
                                        + attempt.standing().word()
                                        + (attempt.message().isEmpty() ? "" : ": " + attempt.message()),
                                500),
                        "class",
                        "muted");
            }
        }
        step.result(StepResult.GateDone.class).ifPresent(gate -> gate(page, gate));
        step.result(StepResult.AgentDone.class)
                .ifPresent(agent -> agent.notes().forEach(note -> page.leaf("p", SafeText.line(note, 500))));
        step.result(StepResult.WorktreeReady.class).ifPresent(ready -> stages(page, ready));
        log(page, step);
    }

    private void stages(Html page, StepResult.WorktreeReady ready) {
        if (!ready.stages().isEmpty()) {
            page.leaf(
                    "p",
                    String.join(
                            ", ",
                            ready.stages().stream()
                                    .map(stage -> SafeText.line(stage.name(), 60) + " "
                                            + took(Duration.ofMillis(stage.millis())))
                                    .toList()),
                    "class",
                    "muted");
        }
    }

    private void gate(Html page, StepResult.GateDone gate) {
        gate.findings().stream().limit(20).forEach(text -> page.leaf("p", SafeText.block(text, MESSAGE)));
        gate.coverage()
                .ifPresent(percent -> page.leaf("p", String.format(Locale.ROOT, "%.1f %% of lines covered", percent)));
        gate.tests().ifPresent(tests -> tests(page, tests));
    }

    private void tests(Html page, TestReport tests) {
        page.leaf(
                "p",
                tests.tests() + (tests.tests() == 1 ? " test: " : " tests: ")
                        + (tests.tests() - tests.failures() - tests.errors() - tests.skipped()) + " passed, "
                        + (tests.failures() + tests.errors()) + " failed, " + tests.skipped() + " skipped");
        List<TestReport.Case> red = tests.cases().stream()
                .filter(one -> one.result() == TestReport.Result.FAILED || one.result() == TestReport.Result.ERRORED)
                .toList();
        red.stream().limit(20).forEach(one -> {
            page.open("details", "open", "open")
                    .leaf("summary", SafeText.line(one.classname() + " › " + one.name(), 200));
            page.leaf("pre", SafeText.block(one.message().orElse("no message"), 4_000), "class", "log")
                    .close();
        });
    }

    private void log(Html page, ReportModel.StepReport step) {
        step.state().log().ifPresent(log -> {
            Optional<String> path = logs.path(log);
            Optional<String> tail = step.standing().isBad() ? logs.tail(log, 6_000) : Optional.empty();
            tail.filter(text -> !text.isBlank()).ifPresent(text -> {
                page.open("details").leaf("summary", "The end of its log");
                page.leaf("pre", SafeText.block(text, 6_000), "class", "log").close();
            });
            path.ifPresent(to -> page.open("p")
                    .link(root + to, "Log")
                    .text(" ")
                    .leaf("small", log.bytes() + " bytes")
                    .close());
        });
    }

    static String change(FileChange change) {
        String old = change.oldPath().map(path -> path + " → ").orElse("");
        return old + change.path();
    }

    static String word(FileChange.Kind kind) {
        return switch (kind) {
            case ADDED -> "added";
            case MODIFIED -> "modified";
            case DELETED -> "deleted";
            case RENAMED -> "renamed";
            case TYPE_CHANGED -> "type or mode changed";
        };
    }

    void plusMinus(Html page, int added, int deleted) {
        page.leaf("span", "+" + added, "class", "plus").text(" ").leaf("span", "−" + deleted, "class", "minus");
    }

    /** A name and the opened element of its value, inside a {@code dl}. */
    static Html fact(Html page, String name) {
        return page.leaf("dt", name).open("dd");
    }
}
