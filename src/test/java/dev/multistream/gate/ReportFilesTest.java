package dev.multistream.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
    @TempDir
    Path directory;

    @Test
    void files_are_found_by_glob_in_the_order_of_their_names() throws Exception {
        files("b/junit.xml", "a/junit-1.xml", "junit.xml", "a/other.xml", "a/deep/er/junit.xml");
        assertThat(found("**/junit*.xml"))
                .containsExactly("a/deep/er/junit.xml", "a/junit-1.xml", "b/junit.xml", "junit.xml");
        assertThat(found("a/*.xml", "!a/other.xml")).containsExactly("a/junit-1.xml");
        assertThat(found("a")).containsExactly("a/deep/er/junit.xml", "a/junit-1.xml", "a/other.xml");
    }

    @Test
    void git_and_dependencies_are_left_out_unless_they_are_named() throws Exception {
        files(".git/junit.xml", "node_modules/x/junit.xml", "web/node_modules/x/junit.xml", "web/junit.xml");
        assertThat(found("**/junit.xml")).containsExactly("web/junit.xml");
        assertThat(found("**/node_modules/**/junit.xml"))
                .containsExactly("node_modules/x/junit.xml", "web/node_modules/x/junit.xml");
    }

    @Test
    void links_do_not_lead_out_of_the_worktree() throws Exception {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Corpus.write(outside.resolve("junit.xml"), "x");
        Path root = Files.createDirectory(directory.resolve("root"));
        Corpus.write(root.resolve("real/junit.xml"), "x");
        Files.createSymbolicLink(root.resolve("junit-out.xml"), outside.resolve("junit.xml"));
        Files.createSymbolicLink(root.resolve("junit-in.xml"), root.resolve("real/junit.xml"));
        Files.createSymbolicLink(root.resolve("junit-zero.xml"), Path.of("/dev/zero"));
        Files.createSymbolicLink(root.resolve("junit-gone.xml"), Path.of("nowhere"));
        Files.createSymbolicLink(root.resolve("dir"), outside);
        Files.createSymbolicLink(root.resolve("loop"), root);
        Files.createDirectory(root.resolve("junit-dir.xml"));
        assertThat(new ReportFiles(root, List.of("**/junit*.xml")).now().files().keySet())
                .containsExactly("junit-in.xml", "real/junit.xml");
        Path alias = Files.createSymbolicLink(directory.resolve("alias"), root);
        assertThat(new ReportFiles(alias, List.of("**/junit*.xml"))
                        .now()
                        .files()
                        .keySet())
                .containsExactly("junit-in.xml", "real/junit.xml");
    }

    @Test
    void only_what_was_written_since_is_fresh() throws Exception {
        files("same.xml", "touched.xml", "rewritten.xml", "replaced.xml", "removed.xml");
        ReportFiles reports = new ReportFiles(directory, List.of("*.xml"));
        ReportFiles.Snapshot before = reports.nowBeforeAnotherTry();
        FileTime time = Files.getLastModifiedTime(directory.resolve("rewritten.xml"));
        Files.setLastModifiedTime(directory.resolve("touched.xml"), FileTime.fromMillis(0));
        Corpus.write(directory.resolve("rewritten.xml"), "longer than before");
        Files.setLastModifiedTime(directory.resolve("rewritten.xml"), time);
        Files.move(Corpus.write(directory.resolve("tmp"), "x"), directory.resolve("new.xml"));
        Files.delete(directory.resolve("removed.xml"));
        Files.delete(directory.resolve("replaced.xml"));
        files("replaced.xml");
        ReportFiles.Found found = reports.since(before);
        assertThat(found.fresh().keySet()).containsExactly("new.xml", "replaced.xml", "rewritten.xml", "touched.xml");
        assertThat(found.stale()).containsExactly("same.xml");
    }

    @Test
    void a_worktree_that_is_not_there_is_told() {
        ReportFiles reports = new ReportFiles(directory.resolve("none"), List.of("a", "b"));
        assertThatThrownBy(reports::now)
                .isInstanceOf(UnreadableReportException.class)
                .hasMessageStartingWith("looking for 'a', 'b' failed: ");
    }

    private void files(String... names) {
        for (String name : names) {
            Corpus.write(directory.resolve(name), "x");
        }
    }

    private List<String> found(String... patterns) throws UnreadableReportException {
        return List.copyOf(
                new ReportFiles(directory, List.of(patterns)).now().files().keySet());
    }
}
