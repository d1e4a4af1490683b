package dev.multistream.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of several shapes, told apart by the kind of node; what none takes is refused with all of their names. */
record ChoiceShape<T>(List<Shape<T>> shapes) implements Shape<T> {
    ChoiceShape {
        shapes = List.copyOf(shapes);
    }

    @SafeVarargs
    static <T> ChoiceShape<T> of(Shape<T>... shapes) {
        return new ChoiceShape<>(List.of(shapes));
    }

    @Override
    public Optional<Found<T>> read(YamlNode node, String path, Reading reading) {
        for (Shape<T> shape : shapes) {
            if (shape.takes(node)) {
                return shape.read(node, path, reading);
            }
        }
        refuseKind(node, path, reading);
        return Optional.empty();
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> defs) {
        List<Object> all = new java.util.ArrayList<>();
        shapes.forEach(shape -> all.add(shape.schema(defs)));
        return new LinkedHashMap<>(Map.of("anyOf", all));
    }

    @Override
    public boolean takes(YamlNode node) {
        return shapes.stream().anyMatch(shape -> shape.takes(node));
    }

    @Override
    public String expected() {
        return String.join(" or ", shapes.stream().map(Shape::expected).toList());
    }

    @Override
    public String kindHint(YamlNode node) {
        return shapes.get(0).kindHint(node);
    }
}
