package dev.multistream.config;

import dev.multistream.config.YamlNode.Kind;
import dev.multistream.config.YamlNode.Mapping;
import dev.multistream.config.YamlNode.Scalar;
import dev.multistream.config.YamlNode.Sequence;
import java.util.function.Predicate;

/** Values of keys that are not available yet which change nothing, and so may be written. */
final class Inert {
    /** Every value asks for something. */
    static final Predicate<YamlNode> NONE = node -> false;

    static final Predicate<YamlNode> FALSE = node ->
            node instanceof Scalar scalar && scalar.kind() == Kind.BOOLEAN && !Boolean.parseBoolean(scalar.text());

    static final Predicate<YamlNode> EMPTY =
            node -> (node instanceof Sequence list && list.items().isEmpty())
                    || (node instanceof Mapping map && map.entries().isEmpty());

    static final Predicate<YamlNode> ZERO =
            node -> node instanceof Scalar scalar && scalar.text().equals("0");

    private Inert() {}

    static Predicate<YamlNode> text(String text) {
        return node -> node instanceof Scalar scalar && scalar.text().equals(text);
    }

    /** A mapping with this key alone, whose value is inert. */
    static Predicate<YamlNode> only(String key, Predicate<YamlNode> value) {
        return node -> node instanceof Mapping map
                && map.entries().size() == 1
                && map.entries().get(0).key().text().equals(key)
                && value.test(map.entries().get(0).value());
    }
}
