package dev.multistream.config;

import dev.multistream.config.YamlNode.Kind;
import dev.multistream.config.YamlNode.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A text without references, of a given form.
 *
 * @param expected what it is, with its article
 * @param pattern the whole text must match; written so that Java and ECMAScript understand the same
 * @param rule the pattern in words, as in "must …"
 * @param anyScalar whether numbers and booleans are taken as they are written
 */
record TextShape(String expected, Pattern pattern, String rule, boolean anyScalar) implements Shape<String> {
    private static final Pattern ANY = Pattern.compile("[^\\x00]+");

    /** Any text but the empty one. */
    static TextShape of(String expected) {
        return new TextShape(expected, ANY, "must not be empty", false);
    }

    static TextShape of(String expected, String pattern, String rule) {
        return new TextShape(expected, Pattern.compile(pattern), rule, false);
    }

    TextShape orScalar() {
        return new TextShape(expected, pattern, rule, true);
    }

    @Override
    public Optional<Found<String>> read(YamlNode node, String path, Reading reading) {
        if (!takes(node)) {
            refuseKind(node, path, reading);
            return Optional.empty();
        }
        Where where = new Where(node.at(), path);
        String text = ((Scalar) node).text();
        if (text.contains("${{")) {
            reading.error(
                    where,
                    "template.not-here",
                    where.shown() + " is taken as it is written; ${{ … }} is not evaluated here",
                    "${{ … }} is evaluated in env, run, setup, teardown, prompt, task and branch");
            return Optional.empty();
        }
        if (!pattern.matcher(text).matches()) {
            reading.error(where, "value.form", where.shown() + " is " + Shape.quoted(text) + " but " + rule, "");
            return Optional.empty();
        }
        return Optional.of(new Found<>(text, where));
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> defs) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", anyScalar ? java.util.List.of("string", "number", "boolean") : "string");
        schema.put("pattern", "^(?:" + pattern.pattern() + ")$");
        if (!anyScalar) {
            schema.put("not", Map.of("pattern", "\\$\\{\\{"));
        }
        return schema;
    }

    @Override
    public boolean takes(YamlNode node) {
        return node instanceof Scalar scalar
                && (scalar.kind() == Kind.STRING || (anyScalar && scalar.kind() != Kind.NULL));
    }

    @Override
    public String kindHint(YamlNode node) {
        if (node instanceof Scalar scalar && scalar.kind() != Kind.NULL) {
            return "quote it: \"" + scalar.text() + "\"";
        }
        return Shape.super.kindHint(node);
    }
}
