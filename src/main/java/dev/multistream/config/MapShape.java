package dev.multistream.config;

import dev.multistream.config.YamlNode.Entry;
import dev.multistream.config.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mapping from the user's own names to things of one shape.
 *
 * @param what what one entry is called, such as {@code stream}
 * @param name what a name must match; written so that Java and ECMAScript understand the same
 * @param rule the pattern in words, as in "must …"
 */
record MapShape<T>(String what, Pattern name, String rule, Shape<T> value, int least) implements Shape<List<Named<T>>> {
    /** A mapping whose keys are ids; since those have no capitals, they are also unique ignoring case. */
    static <T> MapShape<T> ids(String what, Shape<T> value) {
        return new MapShape<>(
                what,
                dev.multistream.model.Names.ID,
                "must match [a-z0-9][a-z0-9_-]{0,62}: small letters, digits, '-' and '_'",
                value,
                0);
    }

    /** The same mapping, with at least one entry. */
    MapShape<T> notEmpty() {
        return new MapShape<>(what, name, rule, value, 1);
    }

    @Override
    public Optional<Found<List<Named<T>>>> read(YamlNode node, String path, Reading reading) {
        if (!takes(node)) {
            refuseKind(node, path, reading);
            return Optional.empty();
        }
        Where where = new Where(node.at(), path);
        List<Entry> entries = ((Mapping) node).entries();
        if (entries.size() < least) {
            reading.error(where, "map.empty", where.shown() + " must have at least one " + what, "");
        }
        List<Named<T>> found = new ArrayList<>();
        for (Entry entry : entries) {
            String key = entry.key().text();
            Where there = new Where(entry.key().at(), Where.below(path, key));
            if (name.matcher(key).matches()) {
                found.add(new Named<>(key, there, value.read(entry.value(), there.path(), reading)));
            } else {
                reading.error(there, "name.form", what + " name " + Shape.quoted(key) + " " + rule, suggestion(key));
            }
        }
        return Optional.of(new Found<>(found, where));
    }

    private String suggestion(String key) {
        boolean hyphens = name.matcher("a-b").matches();
        String changed = key.strip().replaceAll(hyphens ? "[^A-Za-z0-9_-]+" : "[^A-Za-z0-9_]+", hyphens ? "-" : "_");
        boolean capitals = name.matcher("A").matches();
        for (String candidate : List.of(changed, capitals ? changed : changed.toLowerCase(Locale.ROOT))) {
            if (name.matcher(candidate).matches()) {
                return "write '" + candidate + "'";
            }
        }
        return "";
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> defs) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("propertyNames", Map.of("pattern", "^(?:" + name.pattern() + ")$"));
        schema.put("additionalProperties", value.schema(defs));
        if (least > 0) {
            schema.put("minProperties", least);
        }
        return schema;
    }

    @Override
    public boolean takes(YamlNode node) {
        return node instanceof Mapping;
    }

    @Override
    public String expected() {
        return "a mapping of " + what + " names";
    }
}
