package dev.multistream.config;

import dev.multistream.config.YamlNode.Kind;
import dev.multistream.config.YamlNode.Scalar;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** true or false. */
record FlagShape() implements Shape<Boolean> {
    @Override
    public Optional<Found<Boolean>> read(YamlNode node, String path, Reading reading) {
        if (!takes(node)) {
            refuseKind(node, path, reading);
            return Optional.empty();
        }
        return Optional.of(new Found<>(Boolean.parseBoolean(((Scalar) node).text()), new Where(node.at(), path)));
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> defs) {
        return new LinkedHashMap<>(Map.of("type", "boolean"));
    }

    @Override
    public boolean takes(YamlNode node) {
        return Shape.isScalar(node, Kind.BOOLEAN);
    }

    @Override
    public String expected() {
        return "true or false";
    }

    @Override
    public String kindHint(YamlNode node) {
        if (node instanceof Scalar scalar) {
            return switch (scalar.text().toLowerCase(Locale.ROOT)) {
                case "yes", "on", "y", "true" -> "write true";
                case "no", "off", "n", "false" -> "write false";
                default -> Shape.super.kindHint(node);
            };
        }
        return Shape.super.kindHint(node);
    }
}
