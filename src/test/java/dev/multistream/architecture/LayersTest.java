package dev.multistream.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.multistream.architecture.fixture.Impure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every package uses only its row of {@code layers.txt}, and ARCHITECTURE.md says the same as that file. */
class LayersTest {
    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target/classes"));

    private final LayerTable table = LayerTable.parse(Resources.text("/layers.txt"));
    private final Rules rules = new Rules(table);

    @Test
    void every_class_keeps_to_the_row_of_its_package() {
        assertThat(CLASSES).isNotEmpty();
        assertThat(CLASSES.stream().flatMap(type -> rules.brokenBy(type, Rules.packageOf(type)).stream()))
                .isEmpty();
    }

    @Test
    void the_allowed_edges_have_no_cycle() {
        assertThat(table.cycle()).isEmpty();
    }

    @Test
    void a_cycle_of_allowed_edges_is_found() {
        LayerTable circular = LayerTable.parse("[words]\na | b |\nb | c |\nc | b |\n");

        assertThat(circular.cycle()).containsExactly("b", "c", "b");
    }

    @Test
    void architecture_md_has_the_same_table() throws IOException {
        Path page = Path.of("ARCHITECTURE.md");
        assumeTrue(Files.exists(page), "ARCHITECTURE.md is not written yet");

        assertThat(table.differences(LayerTable.parseMarkdown(Files.readString(page))))
                .isEmpty();
    }

    @Test
    void a_difference_between_the_tables_is_found() {
        LayerTable page = LayerTable.parseMarkdown("""
                | package | may use | library |
                |---|---|---|
                | `model` | – | – |
                | `plan` | `model`, `run` | – |

                | `unrelated` | table | here |
                """);

        assertThat(table.differences(page))
                .contains(
                        "plan: [model] [] here, [model, run] [] there",
                        "run: [conflict, model, plan] [] here, [(no row)] [] there")
                .noneMatch(line -> line.startsWith("model:") || line.startsWith("unrelated:"));
    }

    @Test
    void an_edge_that_is_not_in_the_table_is_found() {
        JavaClass step = CLASSES.get("dev.multistream.plan.Step");

        Rules strict = new Rules(LayerTable.parse("[words]\nplan | |\n"));

        assertThat(strict.brokenBy(step, "plan")).anyMatch(line -> line.endsWith("but 'plan' may not use 'model'"));
    }

    @Test
    void a_package_without_a_row_is_found() {
        assertThat(rules.brokenBy(CLASSES.get("dev.multistream.plan.Step"), "elsewhere"))
                .containsExactly("dev.multistream.plan.Step: package 'elsewhere' has no row in layers.txt");
    }

    @Test
    void a_word_that_touches_the_world_is_found() {
        assertThat(rules.brokenBy(impure(), "model"))
                .anyMatch(line -> line.contains("uses java.nio.file.Files, but a word is only a value"))
                .anyMatch(line -> line.contains("uses java.util.concurrent.locks.ReentrantLock"))
                .anyMatch(line -> line.contains("uses java.lang.Thread"))
                .anyMatch(line -> line.contains("reads the clock: java.time.Instant.now"))
                .anyMatch(line -> line.contains("reads the clock: java.lang.System.nanoTime"))
                .anyMatch(line -> line.contains("java.lang.System.getenv"))
                .anyMatch(line -> line.contains("java.lang.System.out"))
                .anyMatch(line -> line.contains("starts a process"))
                .anyMatch(line ->
                        line.contains("uses org.assertj.core.api.Assertions, a library that is not in the row"));
    }

    @Test
    void a_tool_may_do_more_than_a_word_but_not_everything() {
        List<String> broken = rules.brokenBy(impure(), "process");

        assertThat(broken)
                .noneMatch(line -> line.contains("a word is only a value") || line.contains("starts a process"));
        assertThat(broken).anyMatch(line -> line.contains("java.lang.System.exit"));
    }

    @Test
    void constructing_an_implementation_of_another_floor_is_found() {
        JavaClass maker = new ClassFileImporter().importClass(Impure.Maker.class);
        Rules withFixture = new Rules(
                LayerTable.parse("[tools]\narchitecture.fixture | |\n[views]\nreport | architecture.fixture |\n"));

        assertThat(withFixture.brokenBy(maker, "report")).anyMatch(line -> line.contains("of another floor"));
        assertThat(withFixture.brokenBy(maker, "architecture.fixture"))
                .noneMatch(line -> line.contains("of another floor"));
    }

    private static JavaClass impure() {
        return new ClassFileImporter().importClass(Impure.class);
    }
}
