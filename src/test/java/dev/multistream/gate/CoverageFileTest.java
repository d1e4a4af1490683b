package dev.multistream.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multistream.gate.CoverageTally.FileCoverage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageFileTest {
    private final CoverageTally tally = new CoverageTally();

    @TempDir
    Path directory;

    @Test
    void lcov_files_are_united_line_by_line() throws Exception {
        read("lcov.info");
        assertThat(tally.lines()).isEqualTo(6);
        assertThat(tally.covered()).isEqualTo(4);
        read("lcov-more.info");
        assertThat(tally.files()).isEqualTo(2);
        assertThat(tally.lines()).isEqualTo(7);
        assertThat(tally.covered()).isEqualTo(5);
        assertThat(tally.worst(5)).containsExactly(new FileCoverage("src/cart.ts", 3, 5));
    }

    @Test
    void jacoco_is_read_by_its_source_files_and_its_dtd_is_left_alone() throws Exception {
        read("jacoco.xml");
        assertThat(tally.lines()).isEqualTo(4);
        assertThat(tally.covered()).isEqualTo(2);
        assertThat(tally.percent()).isEqualTo(50);
        assertThat(tally.worst(1)).containsExactly(new FileCoverage("Main.java", 0, 1));
        assertThat(tally.worst(2)).contains(new FileCoverage("com/acme/Cart.java", 2, 3));
    }

    @Test
    void cobertura_counts_a_line_once_though_methods_list_it_again() throws Exception {
        read("cobertura.xml");
        assertThat(tally.files()).isEqualTo(2);
        assertThat(tally.lines()).isEqualTo(4);
        assertThat(tally.covered()).isEqualTo(2);
    }

    @Test
    void the_worst_files_are_those_with_most_uncovered_lines() throws Exception {
        for (int line = 1; line <= 10; line++) {
            tally.line("a", line, line > 3);
            tally.line("b", line, line > 5);
            tally.line("c", line, true);
        }
        tally.line("d", 1, false);
        assertThat(tally.worst(3)).extracting(FileCoverage::file).containsExactly("b", "a", "d");
        assertThat(tally.worst(9)).hasSize(3);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "hello world|c:1: this is no line of an lcov file: 'hello world'",
                "SF:a\\nDA:1,1|c:2: the file ends before 'end_of_record'",
                "SF:\\n|c:1: 'SF:' names no file",
                "DA:1,1|c:1: 'DA:' stands outside of a file",
                "SF:a\\nDA:1|c:2: 'DA:' needs a line and a count: '1'",
                "SF:a\\nDA:x,1|c:2: 'DA:' needs a line and a count: 'x,1'",
                "SF:a\\nDA:1,=|c:2: 'DA:' needs a line and a count: '1,='",
                "SF:a\\nDA:99999999,1|c:2: there is no line 99999999",
                "TN:x\\n|c is neither lcov nor JaCoCo XML nor Cobertura",
                "<html/>|c:1: neither JaCoCo XML nor Cobertura: its root is 'html', not 'report' or 'coverage'",
                "<coverage>\\n<line number='1' hits='1'/></coverage>|c:2: a line stands outside of a file",
                "<coverage><class>\\n</class></coverage>|c:1: 'class' has no 'filename'",
                "<report><sourcefile name='a'>\\n<line nr='x' ci='0'/></sourcefile></report>"
                        + "|c:2: 'nr' of 'line' is no number: 'x'",
                "<report><sourcefile name='a'><line nr='99999999999' ci='0'/></sourcefile></report>"
                        + "|c:1: there is no line 2147483647",
                "<report><sourcefile name='a'></sourcefile><line nr='1' ci='0'/></report>"
                        + "|c:1: a line stands outside of a file",
                "<report|c:1: not a well-formed report: Unexpected end of input block; expected an identifier",
            })
    void what_cannot_be_read_is_told_with_its_line(String text, String problem) {
        Path file = Corpus.write(directory.resolve("c"), text.replace("\\n", "\n"));
        assertThatThrownBy(() -> CoverageFile.read(file, "c", tally))
                .isInstanceOf(UnreadableReportException.class)
                .hasMessage(problem);
    }

    @Test
    void an_empty_file_an_endless_line_and_a_missing_file_are_refused() throws IOException {
        Path empty = Corpus.write(directory.resolve("empty"), "");
        assertThatThrownBy(() -> CoverageFile.read(empty, "empty", tally)).hasMessage("empty is empty");
        Path endless = Corpus.large(directory.resolve("endless"), "SF:", "a", 1_000_000, "");
        assertThatThrownBy(() -> CoverageFile.read(endless, "endless", tally))
                .hasMessage("endless:1: the line is longer than 64 KiB");
        assertThatThrownBy(() -> CoverageFile.read(directory.resolve("no"), "no", tally))
                .hasMessageStartingWith("no cannot be read");
    }

    @Test
    void a_byte_order_mark_and_utf_16_are_no_hindrance() throws Exception {
        Files.writeString(
                directory.resolve("bom"),
                "\ufeff<report><sourcefile name='a'><line nr='1' ci='1'/></sourcefile></report>");
        CoverageFile.read(directory.resolve("bom"), "bom", tally);
        Files.writeString(
                directory.resolve("wide"),
                "\ufeff<?xml version='1.0' encoding='UTF-16'?><report><sourcefile name='b'><line nr='1' ci='1'/></sourcefile></report>",
                StandardCharsets.UTF_16BE);
        CoverageFile.read(directory.resolve("wide"), "wide", tally);
        assertThat(tally.files()).isEqualTo(2);
    }

    private void read(String name) throws UnreadableReportException {
        CoverageFile.read(Corpus.file("coverage/" + name), name, tally);
    }
}
