package dev.multistream.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multistream.testing.RunFixture;
import dev.multistream.testing.Specs;
import dev.multistream.testing.TestDirs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReportFilesTest {
    @RegisterExtension
    final TestDirs dirs = new TestDirs();

    private final ReportFiles files = new ReportFiles(Fixtures.ZONE, Fixtures.LOGS, JUnitXmlReport.Dialect.HARNESS);

    @Test
    void a_report_is_a_folder_that_stands_alone() throws IOException {
        Path directory = dirs.fresh("report");

        Path index = files.write(directory, Fixtures.model("green"));

        assertThat(index).isEqualTo(directory.resolve("index.html"));
        assertThat(list(directory))
                .containsExactly(
                        ".report-files",
                        "checkpoints/integrate/index.html",
                        "checkpoints/integrate/report.json",
                        "checkpoints/integrate/report.md",
                        "dag-dark.svg",
                        "dag.svg",
                        "index.html",
                        "junit.xml",
                        "profile.json",
                        "report.json",
                        "report.md",
                        "style.css",
                        "timeline-dark.svg",
                        "timeline.svg");
    }

    @Test
    void what_an_older_report_left_goes_and_what_others_put_there_stays() throws IOException {
        Path directory = dirs.fresh("report");
        files.write(directory, Fixtures.model("green"));
        Files.writeString(directory.resolve("mine.txt"), "mine");
        Files.writeString(directory.resolve("checkpoints/integrate/mine.txt"), "mine");
        RunFixture other = new RunFixture(Specs.named("other").stream("docs", "write", List.of("codex"))
                        .checkpoint("release", false, List.of("docs"))
                        .build())
                .started();

        files.write(directory, Fixtures.model(other));

        assertThat(list(directory))
                .contains("mine.txt", "checkpoints/integrate/mine.txt", "checkpoints/release/index.html")
                .doesNotContain("checkpoints/integrate/index.html", "timeline.svg");
    }

    @Test
    void a_list_of_files_that_names_others_is_not_believed() throws IOException {
        Path directory = dirs.fresh("report");
        Path outside = Files.writeString(dirs.fresh("outside").resolve("precious.html"), "precious");
        Files.createDirectories(directory);
        Files.writeString(
                directory.resolve(".report-files"),
                "../" + outside.getParent().getFileName() + "/precious.html\n" + outside + "\nReadme.txt\n");
        Files.writeString(directory.resolve("Readme.txt"), "mine");

        files.write(directory, Fixtures.model("green"));

        assertThat(outside).exists();
        assertThat(directory.resolve("Readme.txt")).exists();
    }

    @Test
    void a_link_in_the_place_of_a_folder_is_not_followed() throws IOException {
        Path directory = dirs.fresh("report");
        Path elsewhere = dirs.fresh("elsewhere");
        Files.createSymbolicLink(directory.resolve("checkpoints"), elsewhere);

        assertThatThrownBy(() -> files.write(directory, Fixtures.model("green")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("symbolic link");
        assertThat(list(elsewhere)).isEmpty();
    }

    @Test
    void a_failure_in_the_middle_leaves_each_file_whole_and_no_temporary_one() throws IOException {
        Path directory = dirs.fresh("report");
        files.write(directory, Fixtures.model("going"));
        String before = Files.readString(directory.resolve("index.html"));
        Files.delete(directory.resolve("junit.xml"));
        Files.createDirectories(directory.resolve("junit.xml/full"));

        assertThatThrownBy(() -> files.write(directory, Fixtures.model("green")))
                .isInstanceOf(IOException.class);

        assertThat(Files.readString(directory.resolve("index.html"))).isEqualTo(before);
        assertThat(list(directory)).noneMatch(name -> name.endsWith(".tmp"));
        assertThat(Files.readString(directory.resolve("report.json"))).endsWith("}\n");
    }

    private static List<String> list(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
