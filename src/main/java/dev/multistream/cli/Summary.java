package dev.multistream.cli;

import dev.multistream.dashboard.Ink;
import dev.multistream.dashboard.SummaryTable;
import dev.multistream.report.ReportModel;
import dev.multistream.run.RunState;
import java.util.List;
import java.util.Optional;

/** How a run stands, as a table with what to do next. */
final class Summary {
    private Summary() {}

    static List<String> lines(ReportModel model, RunState state, Optional<String> report, Terminal terminal) {
        List<SummaryTable.Next> next = model.verdict().next().stream()
                .map(one -> new SummaryTable.Next(one.what(), one.commands()))
                .toList();
        SummaryTable.Closing closing = new SummaryTable.Closing(
                model.verdict().standing(), model.verdict().headline(), next, report);
        return SummaryTable.of(state, closing, new Ink(terminal.colour(), terminal.utf8()), terminal.width());
    }
}
