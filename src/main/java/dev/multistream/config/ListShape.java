package dev.multistream.config;

import dev.multistream.config.YamlNode.Scalar;
import dev.multistream.config.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list of things of one shape; items that cannot be read are left out, and their problems noted.
 *
 * @param what the items, in the plural
 */
record ListShape<T>(String what, Shape<T> item, int least) implements Shape<List<Found<T>>> {
    static <T> ListShape<T> of(String what, Shape<T> item) {
        return new ListShape<>(what, item, 0);
    }

    /** The same list, with at least one item. */
    ListShape<T> notEmpty() {
        return new ListShape<>(what, item, 1);
    }

    @Override
    public Optional<Found<List<Found<T>>>> read(YamlNode node, String path, Reading reading) {
        if (!takes(node)) {
            refuseKind(node, path, reading);
            return Optional.empty();
        }
        Where where = new Where(node.at(), path);
        List<YamlNode> items = ((Sequence) node).items();
        if (items.size() < least) {
            reading.error(where, "list.empty", where.shown() + " must not be empty", "");
            return Optional.empty();
        }
        List<Found<T>> found = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            item.read(items.get(i), path + "[" + i + "]", reading).ifPresent(found::add);
        }
        return Optional.of(new Found<>(found, where));
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> defs) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "array");
        schema.put("items", item.schema(defs));
        if (least > 0) {
            schema.put("minItems", least);
        }
        return schema;
    }

    @Override
    public boolean takes(YamlNode node) {
        return node instanceof Sequence;
    }

    @Override
    public String expected() {
        return "a list of " + what;
    }

    @Override
    public String kindHint(YamlNode node) {
        return node instanceof Scalar scalar
                        && item.takes(node)
                        && scalar.text().length() < 40
                ? "write [" + scalar.text() + "]"
                : Shape.super.kindHint(node);
    }
}
