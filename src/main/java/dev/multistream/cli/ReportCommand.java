package dev.multistream.cli;

import dev.multistream.report.ReportModel;
import dev.multistream.store.EntryCodec;
import dev.multistream.store.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code harness report}: makes the reports of a run anew from its journal. */
final class ReportCommand implements Command {
    private static final Map<String, String> FORMATS =
            Map.of("html", "index.html", "markdown", "report.md", "json", "report.json", "junit", "junit.xml");

    @Override
    public Info info() {
        return new Info(
                "report",
                "write the report of a run, or print one form of it",
                "[RUN]",
                1,
                List.of(
                        Option.of("format", "FORM", "print it on stdout: html, markdown, json or junit"),
                        Option.of("report-dir", "DIR", "where the report goes [harness-report beside the file]")),
                List.of("RUN defaults to the newest. Works from the journal alone, also for a run that died."),
                List.of(
                        "harness report",
                        "harness report --format markdown",
                        "harness report --report-dir build/report"));
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        Machine machine = Machine.local();
        Path home = Runs.home(invocation.env(), machine);
        RunDirectory directory = Runs.choose(home, invocation.arguments().operand(0));
        RunSession.PastRun past = RunSession.PastRun.load(directory, new EntryCodec());
        String format = invocation.arguments().value("format").orElse("");
        if (!format.isEmpty() && !FORMATS.containsKey(format)) {
            throw CommandFailure.usage("--format takes html, markdown, json or junit, not '" + format + "'", "");
        }
        Path target = target(invocation, past, format, directory);
        ReportModel model = ReportModel.of(
                past.spec(), past.plan(), past.file().entries(), machine.clock().instant());
        Path written = Views.write(model, target, directory.path());
        if (format.isEmpty()) {
            invocation.terminal().say("report: " + written);
            return ExitCode.OK;
        }
        String file = java.util.Objects.requireNonNull(FORMATS.get(format));
        invocation.terminal().out().write(Files.readAllBytes(target.resolve(file)));
        invocation.terminal().out().flush();
        return ExitCode.OK;
    }

    /** A printed form is made in the run's own directory and leaves the project alone. */
    private static Path target(Invocation invocation, RunSession.PastRun past, String format, RunDirectory directory) {
        if (!format.isEmpty()) {
            return directory.scratch().resolve("report");
        }
        return invocation
                .arguments()
                .value("report-dir")
                .map(named -> invocation.env().workingDirectory().resolve(named))
                .orElseGet(() -> Path.of(past.started().file()).resolveSibling("harness-report"));
    }
}
