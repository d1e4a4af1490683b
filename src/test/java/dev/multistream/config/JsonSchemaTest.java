package dev.multistream.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.multistream.config.YamlNode.Mapping;
import dev.multistream.config.YamlNode.Scalar;
import dev.multistream.config.YamlNode.Sequence;
import dev.multistream.model.Problem;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonSchemaTest {
    private static final Path COMMITTED = Path.of("schemas/harness.schema.json");

    /** Codes of what a schema can say too. */
    private static final Set<String> SHAPE = Set.of(
            "key.unknown",
            "key.missing",
            "key.together",
            "key.alone",
            "type.wrong",
            "value.form",
            "value.word",
            "value.range",
            "list.empty",
            "map.empty",
            "name.form");

    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(JsonSchema.text(), InputFormat.JSON);

    @Test
    void the_committed_schema_is_the_one_that_the_reader_means() throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, JsonSchema.text());
        }
        assertThat(Files.readString(COMMITTED)).isEqualTo(JsonSchema.text());
    }

    @Test
    void the_schema_is_valid_by_the_schema_of_schemas() {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(meta.validate(JsonSchema.text(), InputFormat.JSON)).isEmpty();
    }

    static Stream<String> corpus() throws IOException {
        Stream<String> files = Stream.concat(
                        Reader.folder("valid").values().stream(), Reader.folder("invalid").values().stream())
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        return Stream.of(files, examples().stream(), SMALL.stream()).flatMap(all -> all);
    }

    private static List<String> examples() throws IOException {
        List<String> texts = new java.util.ArrayList<>();
        for (Path path : Reader.examples().values()) {
            texts.add(Files.readString(path));
        }
        return texts;
    }

    /** Fragments, each put into an otherwise valid file. */
    private static final List<String> SMALL = Stream.of(
                    "gates: { g: { run: x, timeout: 1h30m } }",
                    "gates: { g: { run: x, timeout: 30m1h } }",
                    "gates: { g: { run: x, timeout: PT30M } }",
                    "gates: { g: { run: x, timeout: P1DT2H } }",
                    "gates: { g: { run: x, timeout: PT } }",
                    "gates: { g: { run: x, timeout: P } }",
                    "gates: { g: { run: x, timeout: P1D } }",
                    "gates: { g: { run: x, timeout: 1w2d3h4m5s6ms } }",
                    "gates: { g: { run: x, timeout: '' } }",
                    "gates: { g: { run: x, timeout: 0ms } }",
                    "gates: { g: { run: x, timeout: PT0.5S } }",
                    "gates: { g: { run: x, timeout: 10 } }",
                    "gates: { g: { run: [] } }",
                    "gates: { g: { run: ['x', 1, true] } }",
                    "gates: { g: { run: ['x', null] } }",
                    "gates: { g: { run: ' ' } }",
                    "gates: { g: { run: x, retry: -1 } }",
                    "gates: { g: { run: x, flaky: maybe } }",
                    "gates: { g: { diff: {} } }",
                    "gates: { g: { run: x, diff: { lines: 1 } } }",
                    "gates: { g: { run: x, coverage: { files: [a], lines: 99.5 } } }",
                    "gates: { g: { run: x, coverage: { files: [a], lines: 100.5 } } }",
                    "env: { A: 1, B: 1.5, C: true, D: '' }",
                    "env: { A: null }",
                    "env: { A: [x] }",
                    "env: { HARNESS: x }",
                    "env: { HARNESS_X: x }",
                    "env: { AGENT_ID: x }",
                    "env: { AGENT_IDS: x }",
                    "inputs: { a-b: { default: '' } }",
                    "inputs: { 1a: {} }",
                    "secrets: { A: { from: vault } }",
                    "base: HEAD~3",
                    "base: a:b",
                    "name: ${{ inputs.x }}",
                    "x-foo: { anything: [1] }",
                    "foo: 1",
                    "commit: { mode: auto, sign: no }",
                    "commit: { sign: false }",
                    "limits: { memory: 1.5GiB }",
                    "limits: { memory: 12 GiB }",
                    "backend: { local: {}, slurm: {} }",
                    "backend: {}",
                    "notify: [{ on: [a] }]",
                    "policies: [{ when: { task: x }, require: { role: y, gate: z } }]",
                    "policies: [{ require: { gate: Z } }]",
                    "checkpoints: { c: { merge: [s], into: feature/x } }",
                    "checkpoints: { c: { merge: [s], into: a.lock } }",
                    "checkpoints: { c: { merge: [s], into: 'a b' } }",
                    "checkpoints: { c: { merge: [s], into: '@' } }",
                    "checkpoints: { c: { merge: [s], into: HEAD } }",
                    "checkpoints: { c: { merge: [s], into: a/.b } }",
                    "checkpoints: { c: { merge: [s], into: a/ } }",
                    "checkpoints: { c: { merge: [s], into: 'a@{b' } }",
                    "checkpoints: { c: { merge: [s], into: HEADS } }",
                    "checkpoints: { c: { merge: [s], into: m, when: { at: '2025-11-11T09:00:00Z' } } }",
                    "checkpoints: { c: { merge: [s], into: m, when: { at: soon } } }",
                    "checkpoints: { c: { merge: [s], into: m, when: { timezone: x, at: '2025-11-11T09:00:00Z' } } }",
                    "checkpoints: { c: { merge: [s], into: m, review: {} } }",
                    "checkpoints: { c: { merge: [s], into: m, conflicts: [{ paths: [a], resolve: [ours, magic] }] } }",
                    "workspace: { carry: [.env], directory: a/../b }",
                    "workspace: { directory: ..a }",
                    "workspace: { directory: . }",
                    "workspace: { directory: .git }",
                    "workspace: { directory: .github }",
                    "workspace: { setup: [[a, b], c] }",
                    "workspace: { setup: [{}] }")
            .map(line -> "version: 1\nagents: { a: { run: x } }\nstreams: { s: { task: x, agent: a } }\n" + line + "\n")
            .toList();

    @ParameterizedTest
    @MethodSource("corpus")
    void schema_and_reader_say_the_same_of(String yaml) {
        YamlDocument.Result parsed = YamlDocument.parse(yaml.getBytes(StandardCharsets.UTF_8), "harness.yaml");
        if (!(parsed instanceof YamlDocument.Parsed good)) {
            assertThat(parsed).isInstanceOf(YamlDocument.Refused.class); // not YAML: no verdict of a schema
            return;
        }
        List<Problem> bySchemaToo = Reader.problems(Reader.read(yaml, Map.of())).stream()
                .filter(problem ->
                        SHAPE.contains(problem.code()) || problem.code().equals("template.not-here"))
                .filter(problem -> !problem.code().equals("template.not-here")
                        || problem.message().contains("taken as it is written"))
                .toList();
        List<com.networknt.schema.Error> bySchema =
                schema.validate(json(good.document().root()), InputFormat.JSON);

        assertThat(bySchema.isEmpty())
                .as("reader: %s%nschema: %s", Reader.print(bySchemaToo), bySchema)
                .isEqualTo(bySchemaToo.isEmpty());
    }

    private static String json(YamlNode node) {
        return JsonText.of(value(node));
    }

    private static Object value(YamlNode node) {
        if (node instanceof Sequence list) {
            return list.items().stream().map(JsonSchemaTest::value).toList();
        }
        if (node instanceof Mapping map) {
            Map<String, Object> object = new LinkedHashMap<>();
            map.entries().forEach(entry -> object.put(entry.key().text(), value(entry.value())));
            return object;
        }
        Scalar scalar = (Scalar) node;
        return switch (scalar.kind()) {
            case STRING -> scalar.text();
            case BOOLEAN -> Boolean.parseBoolean(scalar.text());
            case INTEGER, DECIMAL -> NumberShape.parse(scalar.text()).orElse(BigDecimal.ZERO);
            case NULL ->
                new Object() {
                    @Override
                    public String toString() {
                        return "null";
                    }
                };
        };
    }

    @Test
    void every_key_has_a_description() {
        assertThat(JsonSchema.text()).doesNotContain("\"description\": \"\"").contains("not available yet");
    }
}
