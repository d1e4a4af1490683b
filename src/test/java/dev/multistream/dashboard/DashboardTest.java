package dev.multistream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.run.JournalEntry;
import dev.multistream.run.RunState;
import dev.multistream.run.Standing;
import dev.multistream.testing.Golden;
import dev.multistream.testing.RunFixture;
import dev.multistream.testing.Runs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DashboardTest {
    private static final Ink UNICODE = new Ink(false, true);
    private static final Ink COLOURED = new Ink(true, true);
    private static final SummaryTable.Closing CLOSING = new SummaryTable.Closing(
            Standing.FAILED,
            "Stream dashboard conflicts with the others; auth, perf were published.",
            List.of(new SummaryTable.Next(
                    "Merge the target into the branch of stream dashboard and resolve src/server.js, then commit.",
                    List.of("git -C /srv/vibetrees/.worktrees/dashboard merge main"))),
            Optional.of("harness-report/index.html"));

    @Test
    void runs_read_as_pinned_line_by_line() {
        Golden.assertSame("dashboard/conflict.txt", lines(Runs.conflict(), UNICODE));
        Golden.assertSame("dashboard/conflict.colour.txt", lines(Runs.conflict(), COLOURED));
        Golden.assertSame("dashboard/infrastructure.ascii.txt", lines(Runs.infrastructure(), Ink.PLAIN));
        Golden.assertSame("dashboard/rolled-back.txt", lines(Runs.rolledBack(), UNICODE));
        Golden.assertSame("dashboard/cancelled.txt", lines(Runs.cancelled(), UNICODE));
        Golden.assertSame("dashboard/hostile.txt", lines(Runs.hostile(), UNICODE));
    }

    @Test
    void a_run_ends_with_a_table_that_fits_the_terminal() {
        RunState state = Runs.conflict().state();
        for (int width : new int[] {80, 160}) {
            Golden.assertSame("dashboard/summary." + width + ".txt", text(state, UNICODE, width));
        }
        Golden.assertSame("dashboard/summary.colour.txt", text(state, COLOURED, 160));
        Golden.assertSame("dashboard/summary.ascii.txt", text(state, Ink.PLAIN, 80));
    }

    @Test
    void what_a_stranger_wrote_reaches_no_terminal_as_it_is() {
        for (Ink ink : List.of(UNICODE, Ink.PLAIN)) {
            String text = lines(Runs.hostile(), ink);
            assertThat(text).doesNotContain("\u001b", "\u0000", "\u202e");
            assertThat(text.lines()).allMatch(line -> line.length() < 600 && line.matches(" *\\d+:\\d\\d.*"));
        }
    }

    @Test
    void without_unicode_every_character_is_ascii() {
        Runs.all().values().forEach(run -> {
            assertThat(lines(run.get(), Ink.PLAIN).replace("\n", "")).isASCII();
            assertThat(text(run.get().state(), Ink.PLAIN, 80).replace("\n", "")).isASCII();
        });
    }

    @Test
    void no_row_of_the_tables_is_wider_than_the_terminal() {
        Runs.all().values().forEach(run -> {
            List<String> lines = SummaryTable.of(run.get().state(), CLOSING, UNICODE, 60);
            List<String> tables = lines.subList(0, lines.indexOf("✗ " + CLOSING.headline()));
            assertThat(tables).isNotEmpty().allMatch(line -> TextTable.width(line) <= 60);
        });
    }

    @Test
    void wide_characters_take_two_columns_and_marks_none() {
        assertThat(TextTable.width("日本e\u0301x")).isEqualTo(6);
        TextTable table = new TextTable(UNICODE, "A", "B");
        table.row(List.of(new TextTable.Cell("日本語日本語"), new TextTable.Cell("b")));
        assertThat(table.lines(10)).containsExactly("A        B", "日本語…  b");
    }

    @Test
    void every_golden_file_of_the_dashboard_is_used() {
        Golden.assertAllUsed(
                "dashboard",
                List.of(
                        "conflict.txt",
                        "conflict.colour.txt",
                        "infrastructure.ascii.txt",
                        "rolled-back.txt",
                        "cancelled.txt",
                        "hostile.txt",
                        "summary.80.txt",
                        "summary.160.txt",
                        "summary.colour.txt",
                        "summary.ascii.txt"));
    }

    private static String text(RunState state, Ink ink, int width) {
        return String.join("\n", SummaryTable.of(state, CLOSING, ink, width)) + "\n";
    }

    private static String lines(RunFixture run, Ink ink) {
        PlainLines plain = new PlainLines(ink);
        RunState state = new RunState(run.plan());
        List<String> lines = new ArrayList<>();
        for (JournalEntry entry : run.entries()) {
            state.apply(entry);
            lines.addAll(plain.of(entry, state));
        }
        return String.join("\n", lines) + "\n";
    }
}
