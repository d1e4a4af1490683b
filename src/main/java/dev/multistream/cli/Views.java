package dev.multistream.cli;

import dev.multistream.engine.Inbox;
import dev.multistream.engine.RunListener;
import dev.multistream.report.JUnitXmlReport;
import dev.multistream.report.ReportFiles;
import dev.multistream.report.ReportModel;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.RunState;
import dev.multistream.step.RunContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that looks at a run while one process works on it: lines, page, reports. */
final class Views {
    private final Command.Invocation invocation;
    private final Machine machine;
    private List<JournalEntry> replayed = List.of();
    private Optional<LineView> lines = Optional.empty();
    private Optional<PageView> page = Optional.empty();

    Views(Command.Invocation invocation, Machine machine) {
        this.invocation = invocation;
        this.machine = machine;
    }

    /** What happened before this process. */
    void replay(List<JournalEntry> entries) {
        replayed = List.copyOf(entries);
    }

    List<JournalEntry> replayed() {
        return replayed;
    }

    /** Opens the views; they follow the journal from the next entry on. */
    List<RunListener> open(RunContext context, Inbox inbox, Project project) {
        probe(reportDirectory(context));
        List<RunListener> listeners = new ArrayList<>();
        LineView line = new LineView(
                RunState.fold(context.plan(), replayed),
                invocation.terminal(),
                invocation.arguments().has("json"));
        lines = Optional.of(line);
        listeners.add(line);
        if (!invocation.arguments().has("no-page")) {
            PageView opened = new PageView(
                    context,
                    replayed,
                    machine,
                    invocation.arguments().number("port", 0, 65_535).orElse(0),
                    reportDirectory(context),
                    line::say);
            page = Optional.of(opened);
            listeners.add(opened);
        }
        return listeners;
    }

    /** A report that cannot be written is said before the work, not after it. */
    private static void probe(Path directory) {
        try {
            java.nio.file.Files.createDirectories(directory);
            java.nio.file.Files.deleteIfExists(java.nio.file.Files.createTempFile(directory, ".probe", ""));
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.INFRASTRUCTURE,
                    "the report cannot be written to " + directory + ": " + e.getMessage(),
                    "--report-dir names another place");
        }
    }

    /** Writes the reports, prints the summary, and closes the views. */
    void close(RunContext context, List<JournalEntry> entries) throws IOException {
        lines.ifPresent(LineView::close);
        Path directory = reportDirectory(context);
        ReportModel model = ReportModel.of(
                context.spec(), context.plan(), entries, machine.clock().instant());
        Path written = write(model, directory, context.directory().path());
        page.ifPresent(PageView::close);
        RunState state = RunState.fold(context.plan(), entries);
        Terminal terminal = invocation.terminal();
        terminal.say("");
        Summary.lines(model, state, Optional.of(written.toString()), terminal).forEach(terminal::say);
    }

    private Path reportDirectory(RunContext context) {
        return invocation
                .arguments()
                .value("report-dir")
                .map(named -> invocation.env().workingDirectory().resolve(named))
                .orElseGet(() -> context.fileDirectory().resolve("harness-report"));
    }

    /** Writes all forms of a report and answers where it begins. */
    static Path write(ReportModel model, Path directory, Path run) throws IOException {
        return new ReportFiles(ZoneId.systemDefault(), new RunLogs(run, directory), JUnitXmlReport.Dialect.HARNESS)
                .write(directory, model);
    }
}
