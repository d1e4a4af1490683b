package dev.multistream.config;

import java.util.List;

/**
 * One node of a YAML document with its place.
 *
 * <p>An aliased node stands at several places of the tree; {@code weight} counts it each time.
 */
public sealed interface YamlNode {
    /** Where the node begins; for an aliased node, where it was anchored. */
    Spot at();

    /** How many nodes this is when all aliases are written out. */
    int weight();

    /** A value without parts, as it was written (quotes and escapes resolved). */
    record Scalar(Spot at, String text, Kind kind) implements YamlNode {
        @Override
        public int weight() {
            return 1;
        }
    }

    /** A list. */
    record Sequence(Spot at, List<YamlNode> items, int weight) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** A mapping; keys are unique and in the order of the file. */
    record Mapping(Spot at, List<Entry> entries, int weight) implements YamlNode {
        public Mapping {
            entries = List.copyOf(entries);
        }
    }

    /** One key with its value. */
    record Entry(Scalar key, YamlNode value) {}

    /** What a scalar means by the core schema of YAML 1.2. */
    enum Kind {
        STRING,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        NULL
    }
}
