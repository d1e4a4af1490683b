package dev.multistream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.testing.TestDirs;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xml.sax.SAXException;

/** The quickstart as README promises it. */
class QuickstartTest {
    @RegisterExtension
    final TestDirs dirs = new TestDirs();

    @Test
    void three_streams_run_in_parallel_are_merged_and_reported() throws IOException, SAXException {
        Site site = Site.with(dirs, "quickstart", "version: 1\n");
        Path copy = site.root.resolve("quickstart");
        copy(Path.of("examples/quickstart"), copy);
        Site.Result result = site.harness("run", copy.toString(), "--no-page").expect(0);
        assertThat(result.err()).contains("All is done and published to main.", "1 conflict resolved");
        Path scratch = scratch(site);
        assertThat(List.of(site.gitIn(scratch, "ls-tree", "-r", "--name-only", "main")
                        .split("\n")))
                .contains("commands/search", "commands/tags", "docs/manual.md", "tests/search.test", "tests/tags.test");
        assertThat(site.gitIn(scratch, "show", "main:CHANGELOG.md"))
                .contains("`notes search WORD` finds notes", "`notes tags` lists the tags");
        String junit = Files.readString(copy.resolve("harness-report/junit.xml"));
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(Path.of("schemas/junit.xsd").toFile())
                .newValidator()
                .validate(new StreamSource(new StringReader(junit)));
        assertThat(junit).contains("name=\"harness.stream.search\"", "name=\"harness.checkpoint.integrate\"");
        // As the quickstart's README says: back to the beginning, and once more.
        site.harnessIn(copy, "rollback", "integrate").expect(0);
        site.harness("run", copy.toString(), "--no-page").expect(0);
        assertThat(site.leftovers()).isEmpty();
    }

    private static Path scratch(Site site) throws IOException {
        try (Stream<Path> list = Files.list(site.home.resolve(".local/state/harness/repositories"))) {
            return list.findFirst().orElseThrow();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.filter(one -> !one.toString().contains("harness-report"))
                    .toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                Files.copy(path, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
