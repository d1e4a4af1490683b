package dev.multistream.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values of one object that could be read, by key. */
final class Fields {
    private final ObjectShape shape;
    private final Where where;
    private final Map<String, Found<?>> values = new HashMap<>();
    private final Set<String> present;

    Fields(ObjectShape shape, Where where, Set<String> present) {
        this.shape = shape;
        this.where = where;
        this.present = present;
    }

    Where where() {
        return where;
    }

    <T> void put(Key<T> key, Found<T> value) {
        values.put(key.name(), value);
    }

    /** The value behind a key; empty when it is absent or could not be read. */
    @SuppressWarnings("unchecked") // put is the only way in, and a name has one key in a shape
    <T> Optional<Found<T>> find(Key<T> key) {
        if (!shape.keys().contains(key)) {
            throw new IllegalArgumentException("'" + key.name() + "' is no key of " + shape.name());
        }
        return Optional.ofNullable((Found<T>) values.get(key.name()));
    }

    <T> Optional<T> value(Key<T> key) {
        return find(key).map(Found::value);
    }

    /** The items of a list, or none. */
    <T> List<Found<T>> items(Key<List<Found<T>>> key) {
        return value(key).orElse(List.of());
    }

    /** The entries of a mapping, or none. */
    <T> List<Named<T>> entries(Key<List<Named<T>>> key) {
        return value(key).orElse(List.of());
    }

    /** Whether the user wrote the key, readable or not. */
    boolean has(Key<?> key) {
        return present.contains(key.name());
    }
}
