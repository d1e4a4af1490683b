package dev.multistream.config;

import dev.multistream.config.YamlNode.Kind;
import dev.multistream.config.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One of a closed set of words.
 *
 * @param later words that are known but not available yet; they have no meaning
 */
record WordShape<T>(Map<String, T> meanings, Set<String> later) implements Shape<T> {
    WordShape {
        meanings = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(meanings));
        later = java.util.Collections.unmodifiableSet(new java.util.LinkedHashSet<>(later));
    }

    /** The words of an enum in lower case. */
    static <E extends Enum<E>> WordShape<E> of(List<E> values, String... later) {
        Map<String, E> meanings = new LinkedHashMap<>();
        values.forEach(value -> meanings.put(value.name().toLowerCase(java.util.Locale.ROOT), value));
        return new WordShape<>(meanings, new java.util.LinkedHashSet<>(List.of(later)));
    }

    /** Words that stand for themselves. */
    static WordShape<String> words(String... words) {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (String word : words) {
            meanings.put(word, word);
        }
        return new WordShape<>(meanings, Set.of());
    }

    private List<String> all() {
        List<String> all = new ArrayList<>(meanings.keySet());
        all.addAll(later);
        return all;
    }

    @Override
    public Optional<Found<T>> read(YamlNode node, String path, Reading reading) {
        if (!takes(node)) {
            refuseKind(node, path, reading);
            return Optional.empty();
        }
        Where where = new Where(node.at(), path);
        String word = ((Scalar) node).text();
        if (later.contains(word)) {
            String key = where.name().replaceFirst("\\[\\d+]$", "");
            reading.error(
                    where,
                    "later",
                    "`" + key + ": " + word + "` is not available yet",
                    "available: " + String.join(", ", meanings.keySet()));
            return Optional.empty();
        }
        T meaning = meanings.get(word);
        if (meaning == null) {
            reading.error(
                    where,
                    "value.word",
                    where.shown() + " is " + Shape.quoted(word) + " but must be " + expected(),
                    Suggestions.didYouMean(word, all()).orElse(""));
            return Optional.empty();
        }
        return Optional.of(new Found<>(meaning, where));
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> defs) {
        return new LinkedHashMap<>(Map.of("enum", all()));
    }

    @Override
    public boolean takes(YamlNode node) {
        return Shape.isScalar(node, Kind.STRING);
    }

    @Override
    public String expected() {
        return all().size() == 1 ? "'" + all().get(0) + "'" : "one of " + String.join(", ", all());
    }
}
