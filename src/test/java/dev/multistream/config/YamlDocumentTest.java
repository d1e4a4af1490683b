package dev.multistream.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.config.YamlNode.Kind;
import dev.multistream.config.YamlNode.Mapping;
import dev.multistream.config.YamlNode.Scalar;
import dev.multistream.model.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlDocumentTest {
    private static YamlNode root(String yaml) {
        YamlDocument.Result result = YamlDocument.parse(yaml.getBytes(StandardCharsets.UTF_8), "f.yaml");
        if (result instanceof YamlDocument.Parsed parsed) {
            return parsed.document().root();
        }
        throw new AssertionError(String.valueOf(result));
    }

    private static List<Problem> problems(byte[] yaml) {
        YamlDocument.Result result = YamlDocument.parse(yaml, "f.yaml");
        return result instanceof YamlDocument.Refused refused ? refused.problems() : List.of();
    }

    private static List<Problem> problems(String yaml) {
        return problems(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static Scalar value(String yaml) {
        return (Scalar) ((Mapping) root("v: " + yaml)).entries().get(0).value();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "on, STRING",
                "yes, STRING",
                "NO, STRING",
                "off, STRING",
                "y, STRING",
                "0777, STRING",
                "010, STRING",
                "12:30, STRING",
                "22:22:22, STRING",
                "2025-11-11, STRING",
                "1_000, STRING",
                "0b11, STRING",
                "'1', STRING",
                "\"true\", STRING",
                "1e, STRING",
                "., STRING",
                "-x, STRING",
                "0x, STRING",
                "true, BOOLEAN",
                "False, BOOLEAN",
                "tRUE, STRING",
                "0, INTEGER",
                "-12, INTEGER",
                "+3, INTEGER",
                "0x1F, INTEGER",
                "0o17, INTEGER",
                "1.5, DECIMAL",
                ".5, DECIMAL",
                "1., DECIMAL",
                "1e3, DECIMAL",
                "-.inf, DECIMAL",
                ".NaN, DECIMAL",
                "~, NULL",
                "null, NULL",
                "Null, NULL",
                "nULL, STRING",
                "=, STRING"
            })
    void scalars_mean_what_yaml_1_2_says(String text, Kind kind) {
        assertThat(value(text).kind()).isEqualTo(kind);
    }

    @Test
    void an_endless_number_is_a_text() {
        assertThat(value("1".repeat(5000)).kind()).isEqualTo(Kind.STRING);
    }

    @Test
    void nothing_is_null() {
        assertThat(value("").kind()).isEqualTo(Kind.NULL);
        assertThat(value("''").kind()).isEqualTo(Kind.STRING);
    }

    @Test
    void places_count_lines_and_code_points_with_any_line_end() {
        for (String end : List.of("\n", "\r\n", "\r")) {
            Mapping map = (Mapping) root("a: 1" + end + "\"🙂b\": x" + end + "c: {d: e}" + end);
            assertThat(map.entries().get(1).value().at()).as(end).isEqualTo(new Spot(2, 7));
            assertThat(map.entries().get(2).key().at()).isEqualTo(new Spot(3, 1));
        }
    }

    @Test
    void excerpts_are_the_lines_that_the_parser_counts() {
        for (String end : List.of("\n", "\r\n", "\r")) {
            for (String odd : List.of("\u0085", "\u2028", "\u2029", "")) {
                List<Problem> problems = problems("a: 'x" + odd + "y'" + end + "b: !t z" + end);
                assertThat(problems).hasSize(1);
                assertThat(problems.get(0).excerpt()).as(odd + end).contains("b: !t z");
            }
        }
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_text() {
        Mapping map = (Mapping) root("\uFEFFa: 1\n");
        assertThat(map.entries().get(0).key().text()).isEqualTo("a");
        assertThat(map.at()).isEqualTo(Spot.START);
    }

    @Test
    void an_alias_stands_for_its_anchor() {
        Mapping map = (Mapping) root("a: &x { k: [1, 2] }\nb: *x\nc: *x\n");
        Map<String, YamlNode> values = map.entries().stream()
                .collect(Collectors.toMap(entry -> entry.key().text(), YamlNode.Entry::value));
        assertThat(values.get("b")).isSameAs(values.get("a"));
        assertThat(map.weight()).isEqualTo(1 + 3 + 3 * values.get("a").weight());
    }

    @Test
    void an_anchor_can_be_used_anew() {
        Mapping map = (Mapping) root("a: &x 1\nb: &x 2\nc: *x\n");
        assertThat(((Scalar) map.entries().get(2).value()).text()).isEqualTo("2");
    }

    @Test
    void a_wrong_byte_is_told_with_its_line() {
        byte[] bytes = "a: ä\nbcd: ok\nx: ".getBytes(StandardCharsets.UTF_8);
        byte[] broken = java.util.Arrays.copyOf(bytes, bytes.length + 1);
        broken[bytes.length] = (byte) 0xC3;

        Problem problem = problems(broken).get(0);

        assertThat(problem.code()).isEqualTo("yaml.encoding");
        assertThat(problem.place().map(Object::toString)).contains("f.yaml:3:4");
        assertThat(problem.message()).contains("0xC3 at offset 17");
    }

    @Test
    void a_document_without_a_start_mark_or_with_one_is_the_same() {
        assertThat(((Mapping) root("---\na: 1\n...\n")).entries()).hasSize(1);
        assertThat(problems("%YAML 1.2\n---\na: 1\n")).isEmpty();
    }

    @Test
    void endless_nesting_is_refused_early() {
        for (String piece : List.of("[", "{a: ", "- ", "? ", "&a [", "[[{")) {
            assertThat(problems(piece.repeat(20_000)))
                    .as(piece)
                    .hasSize(1)
                    .allSatisfy(problem -> assertThat(problem.message()).doesNotContain("Exception"));
        }
    }

    @Test
    void many_nodes_are_refused() {
        assertThat(problems("[" + "a,".repeat(60_000) + "]"))
                .extracting(Problem::code)
                .containsExactly("yaml.too-many-nodes");
    }

    @Test
    void many_duplicate_keys_make_a_bounded_number_of_problems() {
        assertThat(problems("a: 1\n".repeat(10_000))).hasSize(100);
    }

    @Test
    void a_file_of_exactly_the_largest_size_is_read() {
        byte[] bytes = ("a: '" + "x".repeat(YamlDocument.MAX_BYTES - 6) + "'\n").getBytes(StandardCharsets.UTF_8);
        assertThat(bytes).hasSize(YamlDocument.MAX_BYTES);
        assertThat(problems(bytes)).isEmpty();
        assertThat(problems(java.util.Arrays.copyOf(bytes, bytes.length + 1)))
                .extracting(Problem::code)
                .containsExactly("yaml.too-large");
    }
}
