package dev.multistream.config;

import dev.multistream.config.YamlNode.Kind;
import dev.multistream.config.YamlNode.Mapping;
import dev.multistream.config.YamlNode.Scalar;
import dev.multistream.config.YamlNode.Sequence;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What may stand at one place of harness.yaml: the one description from which both the reader and the JSON Schema come.
 *
 * <p>Shapes are immutable and shared; what a reading finds goes into its {@link Reading}.
 */
sealed interface Shape<T>
        permits ChoiceShape,
                DurationShape,
                EnvShape,
                FlagShape,
                GlobsShape,
                ListShape,
                MapShape,
                MappedShape,
                NumberShape,
                ObjectShape,
                TemplateShape,
                TextShape,
                WordShape {

    /** Reads the node, or notes why it cannot be read. */
    Optional<Found<T>> read(YamlNode node, String path, Reading reading);

    /** The same as a JSON Schema, with objects of a name put into {@code defs}. */
    Map<String, Object> schema(Map<String, Object> defs);

    /** Whether the node is of the kind that this shape reads, whatever is in it. */
    boolean takes(YamlNode node);

    /** What is expected, with its article: {@code a list of globs}. */
    String expected();

    /** The same place, its value turned into another. */
    default <R> Shape<R> as(Function<? super T, ? extends R> function) {
        return new MappedShape<>(this, function);
    }

    /** Notes that a node of another kind stands here. */
    default void refuseKind(YamlNode node, String path, Reading reading) {
        Where where = new Where(node.at(), path);
        reading.error(
                where,
                "type.wrong",
                where.shown() + " must be " + expected() + ", not " + describe(node),
                kindHint(node));
    }

    /** The next step for somebody who wrote a node of another kind; empty for none. */
    default String kindHint(YamlNode node) {
        return node instanceof Scalar scalar && scalar.kind() == Kind.NULL ? "give it a value, or remove the key" : "";
    }

    /** What a node is, for people. */
    static String describe(YamlNode node) {
        if (node instanceof Sequence) {
            return "a list";
        }
        if (node instanceof Mapping) {
            return "a mapping";
        }
        Scalar scalar = (Scalar) node;
        return switch (scalar.kind()) {
            case NULL -> "nothing";
            case BOOLEAN -> "the boolean " + scalar.text();
            case INTEGER, DECIMAL -> "the number " + scalar.text();
            case STRING -> "the text " + quoted(scalar.text());
        };
    }

    /** The beginning of a text in quotes. */
    static String quoted(String text) {
        return text.codePointCount(0, text.length()) <= 60
                ? "'" + text + "'"
                : "'" + text.substring(0, text.offsetByCodePoints(0, 57)) + "…'";
    }

    static boolean isScalar(YamlNode node, Kind kind) {
        return node instanceof Scalar scalar && scalar.kind() == kind;
    }
}
