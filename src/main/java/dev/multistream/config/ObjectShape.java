package dev.multistream.config;

import dev.multistream.config.YamlNode.Entry;
import dev.multistream.config.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A mapping with known keys; any other key is an error.
 *
 * @param name what the schema calls it
 * @param extensions whether keys that begin with {@code x-} are allowed, whatever stands behind them
 */
record ObjectShape(String name, String description, List<Key<?>> keys, List<Rule> rules, boolean extensions)
        implements Shape<Fields> {
    ObjectShape {
        keys = List.copyOf(keys);
        rules = List.copyOf(rules);
    }

    static ObjectShape of(String name, String description, List<Key<?>> keys, Rule... rules) {
        return new ObjectShape(name, description, keys, List.of(rules), false);
    }

    @Override
    public Optional<Found<Fields>> read(YamlNode node, String path, Reading reading) {
        if (!takes(node)) {
            refuseKind(node, path, reading);
            return Optional.empty();
        }
        Where where = new Where(node.at(), path);
        Set<String> present = new LinkedHashSet<>();
        ((Mapping) node).entries().forEach(entry -> present.add(entry.key().text()));
        Fields fields = new Fields(this, where, present);
        for (Entry entry : ((Mapping) node).entries()) {
            String name = entry.key().text();
            Where there = new Where(entry.key().at(), Where.below(path, name));
            Optional<Key<?>> key =
                    keys.stream().filter(known -> known.name().equals(name)).findFirst();
            if (key.isPresent()) {
                readKey(key.get(), entry.value(), there, fields, reading);
            } else if (!extensions || !name.startsWith("x-")) {
                refuseKey(there, name, reading);
            }
        }
        for (Key<?> key : keys) {
            if (key.required() && !present.contains(key.name())) {
                reading.error(where, "key.missing", where.shown() + " needs the key `" + key.name() + "`", "");
            }
        }
        rules.forEach(rule -> rule.check(present, where, reading));
        return Optional.of(new Found<>(fields, where));
    }

    private static <T> void readKey(Key<T> key, YamlNode value, Where there, Fields fields, Reading reading) {
        Optional<Found<T>> found = key.shape().read(value, there.path(), reading);
        if (found.isEmpty()) {
            return;
        }
        if (key.later().isPresent() && !key.later().get().inert().test(value)) {
            reading.error(
                    there,
                    "later",
                    "`" + key.name() + "` is not available yet",
                    key.later().get().hint());
            return;
        }
        fields.put(key, found.get());
    }

    private void refuseKey(Where there, String name, Reading reading) {
        List<String> names = keys.stream().map(Key::name).toList();
        String known = names.isEmpty() ? "" : "known keys: " + String.join(", ", names);
        reading.error(
                there,
                "key.unknown",
                "`" + name + "` is not a known key here",
                Suggestions.didYouMean(name, names).orElse(known));
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> defs) {
        if (!defs.containsKey(name)) {
            defs.put(name, Map.of());
            defs.put(name, body(defs));
        }
        return new LinkedHashMap<>(Map.of("$ref", "#/$defs/" + name));
    }

    /** The schema itself, where {@link #schema} only points to it. */
    Map<String, Object> body(Map<String, Object> defs) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("description", description);
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Key<?> key : keys) {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("description", key.description() + (key.later().isPresent() ? " (not available yet)" : ""));
            property.putAll(key.shape().schema(defs));
            properties.put(key.name(), property);
        }
        schema.put("properties", properties);
        if (extensions) {
            schema.put("patternProperties", Map.of("^x-", true));
        }
        schema.put("additionalProperties", false);
        List<String> required =
                keys.stream().filter(Key::required).map(Key::name).toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        if (!rules.isEmpty()) {
            List<Object> all = new ArrayList<>();
            rules.forEach(rule -> all.add(new java.util.TreeMap<>(rule.schema())));
            schema.put("allOf", all);
        }
        return schema;
    }

    @Override
    public boolean takes(YamlNode node) {
        return node instanceof Mapping;
    }

    @Override
    public String expected() {
        return "a mapping with the keys "
                + String.join(", ", keys.stream().map(Key::name).limit(6).toList())
                + (keys.size() > 6 ? ", …" : "");
    }
}
