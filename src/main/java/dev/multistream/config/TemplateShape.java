package dev.multistream.config;

import dev.multistream.config.YamlNode.Kind;
import dev.multistream.config.YamlNode.Scalar;
import dev.multistream.model.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A text in which <code>${{ … }}</code> is evaluated.
 *
 * @param expected what it is, with its article
 * @param anyScalar whether numbers and booleans are taken as they are written
 * @param mayBeEmpty whether the empty text means something here
 */
record TemplateShape(String expected, Use use, boolean anyScalar, boolean mayBeEmpty) implements Shape<Template> {
    @Override
    public Optional<Found<Template>> read(YamlNode node, String path, Reading reading) {
        if (!takes(node)) {
            refuseKind(node, path, reading);
            return Optional.empty();
        }
        Where where = new Where(node.at(), path);
        String text = ((Scalar) node).text();
        if (!mayBeEmpty && text.isBlank()) {
            reading.error(where, "value.form", where.shown() + " is empty", "");
            return Optional.empty();
        }
        Optional<Template> template = new TemplateParser(text, where, use, reading).parse();
        return template.map(parsed -> {
            Found<Template> found = new Found<>(parsed, where);
            reading.met(found, use);
            return found;
        });
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> defs) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", anyScalar ? List.of("string", "number", "boolean") : "string");
        if (!mayBeEmpty) {
            schema.put("pattern", "\\S");
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
        if (node instanceof Scalar scalar && scalar.kind() == Kind.NULL && mayBeEmpty) {
            return "write \"\" for the empty text";
        }
        if (node instanceof Scalar scalar && scalar.kind() != Kind.NULL) {
            return "quote it: \"" + scalar.text() + "\"";
        }
        return Shape.super.kindHint(node);
    }
}
