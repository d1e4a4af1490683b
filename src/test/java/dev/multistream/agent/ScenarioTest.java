package dev.multistream.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.multistream.model.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

class ScenarioTest {
    private static final String EVERYTHING = """
            version: 1
            steps:
              - write: { path: src/a.txt, text: "one\\n" }
              - append: { path: src/a.txt, text: "two\\n" }
              - edit: { path: src/a.txt, replace: one, with: eins }
              - delete: { path: old.txt }
              - delete: older.txt
              - rename: { from: a, to: b/c }
              - cross: { path: README.md, text: mine }
              - commit: { message: Add a }
              - commit: Add b
              - progress: { value: 0.5, task: half of it }
              - progress: 1
              - print: hello
              - print: 42
              - ask: { question: "which colour?" }
              - sleep: 1m30s
              - wait-for: { file: /tmp/go, timeout: 200ms }
              - run: make all
              - run: { command: [make, all], timeout: 2m }
              - ignore-term: true
              - grandchild: { seconds: 30 }
              - fail: { exit: 3, message: enough }
            """;

    private static Scenario.Reading read(String yaml) {
        return Scenario.read(yaml.getBytes(StandardCharsets.UTF_8), "demo.yaml");
    }

    @Test
    void every_step_is_understood() {
        Scenario scenario = read(EVERYTHING).scenario().orElseThrow();
        assertThat(scenario.lines())
                .extracting(Scenario.Line::step)
                .containsExactly(
                        new Scenario.Write("src/a.txt", "one\n"),
                        new Scenario.Append("src/a.txt", "two\n"),
                        new Scenario.Edit("src/a.txt", "one", "eins"),
                        new Scenario.Delete("old.txt"),
                        new Scenario.Delete("older.txt"),
                        new Scenario.Rename("a", "b/c"),
                        new Scenario.Cross("README.md", "mine"),
                        new Scenario.Commit("Add a"),
                        new Scenario.Commit("Add b"),
                        new Scenario.Progress(OptionalDouble.of(0.5), "half of it"),
                        new Scenario.Progress(OptionalDouble.of(1), ""),
                        new Scenario.Print("hello"),
                        new Scenario.Print("42"),
                        new Scenario.Ask("which colour?"),
                        new Scenario.Sleep(Duration.ofSeconds(90)),
                        new Scenario.WaitFor("/tmp/go", Duration.ofMillis(200)),
                        new Scenario.Run(List.of("/bin/sh", "-c", "make all"), Duration.ofMinutes(10)),
                        new Scenario.Run(List.of("make", "all"), Duration.ofMinutes(2)),
                        new Scenario.IgnoreTerm(),
                        new Scenario.Grandchild(30),
                        new Scenario.Fail(3, "enough"));
        assertThat(scenario.lines().get(0).number()).isEqualTo(3);
        assertThat(schemaFinds(EVERYTHING)).isEmpty();
    }

    @Test
    void all_problems_are_reported_with_their_places() {
        Scenario.Reading reading = read("""
                steps:
                  - wirte: { path: a, text: b }
                  - write: { path: ../a, text: b }
                  - sleep: 5
                  - edit: { path: a, replace: b, width: c }
                  - progress: 1.5
                  - run: []
                speed: 2
                """);
        assertThat(reading.scenario()).isEmpty();
        assertThat(reading.problems())
                .extracting(problem -> problem.place().orElseThrow() + " " + problem.code() + " " + problem.path())
                .containsExactly(
                        "demo.yaml:8:1 key.unknown speed",
                        "demo.yaml:2:5 key.unknown steps[0].wirte",
                        "demo.yaml:3:20 value.form steps[1].write.path",
                        "demo.yaml:4:12 value.form steps[2].sleep.time",
                        "demo.yaml:5:34 key.unknown steps[3].edit.width",
                        "demo.yaml:5:11 key.missing steps[3].edit",
                        "demo.yaml:6:15 value.form steps[4].progress.value",
                        "demo.yaml:7:10 type.wrong steps[5].run.command");
        Problem first = reading.problems().get(1);
        assertThat(first.excerpt()).contains("  - wirte: { path: a, text: b }");
        assertThat(first.hint().orElseThrow()).startsWith("known: write, append, edit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "steps",
                "{}",
                "steps: {}",
                "version: 2\nsteps: []",
                "steps: [write]",
                "steps: [{ write: { path: a } }]",
                "steps: [{ write: { path: /etc/passwd, text: x } }]",
                "steps: [{ write: { path: a/../../b, text: x } }]",
                "steps: [{ write: { path: .git/config, text: x } }]",
                "steps: [{ write: { path: [a], text: x } }]",
                "steps: [{ edit: { path: a, replace: '', with: x } }]",
                "steps: [{ fail: { exit: 0 } }]",
                "steps: [{ fail: { exit: 1.5 } }]",
                "steps: [{ ignore-term: false }]",
                "steps: [{ grandchild: soon }]",
                "steps: [{ progress: {} }]",
                "steps: [{ sleep: 1h 5s }]",
                "steps: [{ sleep: 1s, print: x }]",
                "steps: [{ commit: ' ' }]",
            })
    void reader_and_schema_refuse_the_same(String yaml) {
        assertThat(read(yaml).scenario()).isEmpty();
        assertThat(read(yaml).problems()).isNotEmpty();
        assertThat(schemaFinds(yaml)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "steps: [{ print: a",
                "steps: [{ print: a, print: b }]",
                "steps: &a [*a]",
                "steps: []\n---\nsteps: []",
                "? [a]\n: b",
                "steps: [{ print: \0 }]",
            })
    void what_is_no_proper_yaml_is_a_problem(String yaml) {
        assertThat(read(yaml).problems()).isNotEmpty();
    }

    @Test
    void hostile_text_is_refused_in_bounded_time() {
        assertThat(Scenario.read(new byte[2 << 20], "big").problems())
                .extracting(Problem::code)
                .containsExactly("yaml.too-large");
        assertThat(Scenario.read(new byte[] {(byte) 0xff, (byte) 0xfe}, "x").problems())
                .extracting(Problem::code)
                .containsExactly("yaml.encoding");
        assertThat(read("[".repeat(100_000)).problems()).isNotEmpty();
    }

    /** The schema's answer, with the scalars read as YAML reads them. */
    private static List<String> schemaFinds(String yaml) {
        try {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(Path.of("schemas/scenario.schema.json")), InputFormat.JSON);
            Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            String json = JsonMapper.builder().build().writeValueAsString(loaded == null ? Map.of() : loaded);
            return schema.validate(json, InputFormat.JSON).stream()
                    .map(Object::toString)
                    .toList();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void the_schema_knows_exactly_the_steps_that_the_reader_knows() throws Exception {
        var steps = JsonMapper.builder()
                .build()
                .readTree(Files.readString(Path.of("schemas/scenario.schema.json")))
                .at("/properties/steps/items/properties");
        assertThat(steps.propertyNames()).containsExactlyElementsOf(StepKind.ALL.keySet());
    }
}
