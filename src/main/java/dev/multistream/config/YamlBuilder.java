package dev.multistream.config;

import dev.multistream.config.YamlNode.Entry;
import dev.multistream.config.YamlNode.Kind;
import dev.multistream.config.YamlNode.Mapping;
import dev.multistream.config.YamlNode.Scalar;
import dev.multistream.config.YamlNode.Sequence;
import dev.multistream.model.Problem;
import dev.multistream.model.Problem.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;

/**
 * Builds the tree out of the parser's events.
 *
 * <p>Events, not composed nodes: only they still tell a written tag from an implied one, and where an alias stands.
 */
final class YamlBuilder {
    static final int MAX_DEPTH = 50;
    static final int MAX_NODES = 50_000;

    private static final int MAX_PROBLEMS = 100;

    private final Parser parser;
    private final SourceText source;
    private final List<Problem> problems;
    private final Map<String, YamlNode> anchors = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private int nodes;

    YamlBuilder(Parser parser, SourceText source, List<Problem> problems) {
        this.parser = parser;
        this.source = source;
        this.problems = problems;
    }

    /** The only document of the stream. */
    YamlNode document() {
        parser.getEvent(); // stream start
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            throw new YamlRefused(
                    Where.START, "yaml.empty", "the file is empty", "'harness init' writes one to begin with");
        }
        parser.getEvent(); // document start
        YamlNode root = node(parser.getEvent(), "", 1);
        parser.getEvent(); // document end
        Event next = parser.getEvent();
        if (!next.is(Event.ID.StreamEnd)) {
            throw new YamlRefused(
                    new Where(YamlErrors.spot(next.getStartMark()), ""),
                    "yaml.several-documents",
                    "a second document begins here; the file must hold one",
                    "remove the line '---', or put the second document into a file of its own");
        }
        return root;
    }

    private YamlNode node(Event event, String path, int depth) {
        Spot at = YamlErrors.spot(event.getStartMark());
        Where where = new Where(at, path);
        if (depth > MAX_DEPTH) {
            throw new YamlRefused(
                    where, "yaml.too-deep", "the document is nested deeper than " + MAX_DEPTH + " levels", "");
        }
        if (event instanceof AliasEvent alias) {
            return aliased(alias, where);
        }
        count(1, where);
        NodeEvent start = (NodeEvent) event;
        refuseTag(start, where);
        if (start.getAnchor() != null) {
            open.add(start.getAnchor());
        }
        YamlNode built;
        if (event instanceof ScalarEvent scalar) {
            built = scalar(scalar, at);
        } else if (event instanceof MappingStartEvent) {
            built = mapping(at, path, depth);
        } else {
            built = sequence(at, path, depth);
        }
        if (start.getAnchor() != null) {
            open.remove(start.getAnchor());
            anchors.put(start.getAnchor(), built);
        }
        return built;
    }

    private YamlNode aliased(AliasEvent alias, Where where) {
        if (open.contains(alias.getAnchor())) {
            throw new YamlRefused(
                    where, "yaml.recursive-alias", "the alias *" + alias.getAnchor() + " stands inside of itself", "");
        }
        YamlNode target = anchors.get(alias.getAnchor());
        if (target == null) {
            throw new YamlRefused(
                    where,
                    "yaml.unknown-alias",
                    "there is no anchor &" + alias.getAnchor() + " before this alias",
                    Suggestions.didYouMean(alias.getAnchor(), anchors.keySet())
                            .orElse("a text that begins with '*' must be quoted"));
        }
        count(target.weight(), where);
        return target;
    }

    private void count(int more, Where where) {
        nodes += more;
        if (nodes > MAX_NODES) {
            throw new YamlRefused(
                    where,
                    "yaml.too-many-nodes",
                    "the document has more than " + MAX_NODES + " nodes when all aliases are written out",
                    "");
        }
    }

    private void refuseTag(NodeEvent event, Where where) {
        String tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent collection ? collection.getTag() : null;
        if (tag != null) {
            String shown = tag.replace("tag:yaml.org,2002:", "!!");
            problem(
                    where,
                    "yaml.tag",
                    "the tag " + shown + " is not allowed",
                    shown.equals("!!str") || shown.equals("!")
                            ? "quote the value instead"
                            : "remove it; a text that begins with '!' must be quoted");
        }
    }

    private Scalar scalar(ScalarEvent event, Spot at) {
        return new Scalar(at, event.getValue(), event.isPlain() ? CoreScalar.kindOf(event.getValue()) : Kind.STRING);
    }

    private Sequence sequence(Spot at, String path, int depth) {
        List<YamlNode> items = new ArrayList<>();
        int weight = 1;
        for (Event event = parser.getEvent(); !event.is(Event.ID.SequenceEnd); event = parser.getEvent()) {
            YamlNode item = node(event, path + "[" + items.size() + "]", depth + 1);
            items.add(item);
            weight += item.weight();
        }
        return new Sequence(at, items, weight);
    }

    private Mapping mapping(Spot at, String path, int depth) {
        List<Entry> entries = new ArrayList<>();
        Map<String, Spot> seen = new HashMap<>();
        int weight = 1;
        for (Event event = parser.getEvent(); !event.is(Event.ID.MappingEnd); event = parser.getEvent()) {
            boolean plain = event instanceof ScalarEvent scalar && scalar.isPlain();
            Scalar key = key(node(event, path, depth + 1), path);
            String below = Where.below(path, key.text());
            if (plain && key.text().equals("<<")) {
                problem(
                        new Where(key.at(), below),
                        "yaml.merge-key",
                        "the merge key '<<' is not part of YAML 1.2",
                        "write the keys out, or use an alias for a whole value");
            }
            YamlNode value = node(parser.getEvent(), below, depth + 1);
            weight += 1 + value.weight();
            Spot first = seen.putIfAbsent(key.text(), key.at());
            if (first == null) {
                entries.add(new Entry(key, value));
            } else {
                problem(
                        new Where(key.at(), below),
                        "yaml.duplicate-key",
                        "the key '" + key.text() + "' stands twice; the first is in line " + first.line(),
                        "remove one of them");
            }
        }
        return new Mapping(at, entries, weight);
    }

    private Scalar key(YamlNode node, String path) {
        if (node instanceof Scalar scalar && scalar.kind() != Kind.NULL) {
            return scalar;
        }
        throw new YamlRefused(
                new Where(node.at(), path),
                "yaml.key",
                node instanceof Scalar
                        ? "a key is missing before the ':'"
                        : "a key must be a text, not a list or mapping",
                node instanceof Scalar ? "" : "a value that begins with '{' or '[' must be quoted if it is a text");
    }

    private void problem(Where where, String code, String message, String hint) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(source.problem(Severity.ERROR, where, code, message, hint));
        }
    }
}
