package dev.multistream.config;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A shape whose value is turned into another; the text is the same. */
record MappedShape<S, T>(Shape<S> shape, Function<? super S, ? extends T> function) implements Shape<T> {
    @Override
    public Optional<Found<T>> read(YamlNode node, String path, Reading reading) {
        return shape.read(node, path, reading).map(found -> new Found<T>(function.apply(found.value()), found.where()));
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> defs) {
        return shape.schema(defs);
    }

    @Override
    public boolean takes(YamlNode node) {
        return shape.takes(node);
    }

    @Override
    public String expected() {
        return shape.expected();
    }

    @Override
    public String kindHint(YamlNode node) {
        return shape.kindHint(node);
    }
}
