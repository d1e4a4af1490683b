package dev.multistream.gate;

import dev.multistream.model.GateSpec;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.TestReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gates whose command decides, together with the reports that it leaves behind. */
final class CommandCheck {
    private static final int WORST_FILES = 5;

    private final GateRequest request;
    private final GateCommand command;

    CommandCheck(GateRequest request, GateCommand command) {
        this.request = request;
        this.command = command;
    }

    /** One try of a gate with a command and, perhaps, test reports. */
    Verdict run(int attempt) throws InterruptedException {
        ReportFiles reports =
                new ReportFiles(request.directory(), request.gate().reports());
        return withReports(reports, attempt, header(attempt));
    }

    /** One try of a coverage gate. */
    Verdict coverage(GateSpec.Coverage check, int attempt) throws InterruptedException {
        ReportFiles files = new ReportFiles(request.directory(), check.files());
        ReportFiles.Snapshot before;
        try {
            before = before(files, attempt);
        } catch (UnreadableReportException e) {
            return unreadable(e);
        }
        if (check.command().isEmpty()) {
            return covered(check, Verdict.passed(List.of(), List.of()), before.files())
                    .unrepeatable();
        }
        Verdict verdict = run(attempt);
        if (!verdict.isPassed()) {
            return verdict;
        }
        try {
            ReportFiles.Found found = files.since(before);
            requireFresh(found, files);
            return covered(check, verdict, found.fresh());
        } catch (UnreadableReportException e) {
            return verdict.red(Reason.GATE_UNREADABLE, e.text());
        }
    }

    private static Verdict unreadable(UnreadableReportException e) {
        return Verdict.finalRed(Reason.GATE_UNREADABLE, e.text());
    }

    private Optional<String> header(int attempt) {
        return attempt == 1 ? Optional.empty() : Optional.of("try " + attempt + " of " + (request.retries() + 1));
    }

    /** Runs the command, then reads the reports that it has written. */
    Verdict withReports(ReportFiles reports, int attempt, Optional<String> header) throws InterruptedException {
        if (request.gate().reports().isEmpty()) {
            return command.run(request.directory(), header);
        }
        ReportFiles.Snapshot before;
        try {
            before = before(reports, attempt);
        } catch (UnreadableReportException e) {
            return unreadable(e);
        }
        Verdict verdict = command.run(request.directory(), header);
        boolean ran = verdict.tries().stream().anyMatch(t -> t.exitCode().isPresent() || t.timedOut());
        return ran && !(verdict.outcome() instanceof Outcome.Cancelled)
                ? judgeReports(verdict, reports, before)
                : verdict;
    }

    private static ReportFiles.Snapshot before(ReportFiles files, int attempt) throws UnreadableReportException {
        return attempt == 1 ? files.now() : files.nowBeforeAnotherTry();
    }

    private static Verdict judgeReports(Verdict verdict, ReportFiles reports, ReportFiles.Snapshot before) {
        TestTally tally = new TestTally();
        try {
            ReportFiles.Found found = reports.since(before);
            requireFresh(found, reports);
            for (Map.Entry<String, Path> file : found.fresh().entrySet()) {
                new XmlReport(file.getValue(), file.getKey()).read(new JUnitXmlReader(tally));
            }
            Verdict read = found.stale().isEmpty() ? verdict : verdict.withFinding(ignored(found));
            return judgeTests(read, tally);
        } catch (UnreadableReportException e) {
            Verdict read = tally.tests() == 0 ? verdict : verdict.withTests(tally.report());
            return verdict.isPassed() ? read.red(Reason.GATE_UNREADABLE, e.text()) : read.withFinding(e.text());
        }
    }

    private static void requireFresh(ReportFiles.Found found, ReportFiles files) throws UnreadableReportException {
        if (!found.fresh().isEmpty()) {
            return;
        }
        if (found.stale().isEmpty()) {
            throw new UnreadableReportException("no file matches " + files.describe() + " after the command");
        }
        String more = found.stale().size() > 1 ? " and " + (found.stale().size() - 1) + " more" : "";
        throw new UnreadableReportException(
                found.stale().get(0) + more + " is older than the run: the command wrote no report");
    }

    private static String ignored(ReportFiles.Found found) {
        return "ignored as older than the run: " + Wording.count(found.stale().size(), "report") + ", such as "
                + found.stale().get(0);
    }

    private static Verdict judgeTests(Verdict verdict, TestTally tally) {
        TestReport report = tally.report();
        Verdict with = verdict.withTests(report);
        if (!report.isGreen()) {
            String red = report.failures() + report.errors() + " of " + Wording.count(report.tests(), "test")
                    + " failed: " + tally.firstRed();
            return verdict.isPassed() ? with.red(Reason.GATE_FAILED, "exit code 0, but " + red) : with.withFinding(red);
        }
        if (report.tests() == 0) {
            String none = "the reports tell of no test at all";
            return verdict.isPassed() ? with.red(Reason.GATE_UNREADABLE, none) : with.withFinding(none);
        }
        String skipped = report.skipped() == 0 ? "" : ", " + report.skipped() + " skipped";
        return verdict.isPassed()
                ? with.withFinding(Wording.count(report.tests(), "test") + ", none failed" + skipped)
                : with;
    }

    private static Verdict covered(GateSpec.Coverage check, Verdict verdict, Map<String, Path> files) {
        CoverageTally tally = new CoverageTally();
        try {
            if (files.isEmpty()) {
                throw new UnreadableReportException("no file matches '" + String.join("', '", check.files()) + "'");
            }
            for (Map.Entry<String, Path> file : files.entrySet()) {
                CoverageFile.read(file.getValue(), file.getKey(), tally);
            }
            if (tally.lines() == 0) {
                throw new UnreadableReportException(
                        String.join(", ", files.keySet()) + ": the coverage of not one line is told");
            }
        } catch (UnreadableReportException e) {
            return verdict.red(Reason.GATE_UNREADABLE, e.text());
        }
        return judgeCoverage(check, verdict.withCoverage(tally.percent()), tally);
    }

    private static Verdict judgeCoverage(GateSpec.Coverage check, Verdict verdict, CoverageTally tally) {
        if (tally.percent() >= check.lines()) {
            return verdict.withFinding("coverage " + Wording.percent(tally.percent()) + " of "
                    + Wording.count(tally.lines(), "line") + " in " + Wording.count(tally.files(), "file"));
        }
        Verdict red = verdict.red(
                Reason.GATE_FAILED,
                "coverage " + Wording.percent(tally.percent()) + " of lines, below " + Wording.limit(check.lines()));
        for (CoverageTally.FileCoverage file : tally.worst(WORST_FILES)) {
            red = red.withFinding(Wording.line(file.file(), 200) + ": " + Wording.percent(file.percent()) + " of "
                    + Wording.count(file.lines(), "line"));
        }
        return red;
    }
}
