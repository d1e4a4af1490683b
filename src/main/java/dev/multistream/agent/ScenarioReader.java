package dev.multistream.agent;

import dev.multistream.agent.Scenario.Step;
import dev.multistream.model.Place;
import dev.multistream.model.Problem;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Turns the text of a scenario into steps, or into problems at their places. Used once. */
final class ScenarioReader {
    private static final int LARGEST = 1 << 20;
    private static final int MOST_STEPS = 10_000;

    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private String[] source = {};

    ScenarioReader(String file) {
        this.file = file;
    }

    Scenario.Reading read(byte[] yaml) {
        List<Scenario.Line> lines = List.of();
        if (yaml.length > LARGEST) {
            report("yaml.too-large", "the scenario is larger than 1 MiB");
        } else {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(yaml))
                        .toString();
                source = text.split("\n", -1);
                lines = steps(compose(text));
            } catch (CharacterCodingException e) {
                report("yaml.encoding", "the scenario is not UTF-8 text");
            } catch (MarkedYAMLException e) {
                String what = e.getProblem() == null ? "cannot be read as YAML" : e.getProblem();
                report(Optional.ofNullable(e.getProblemMark()), "", "yaml.syntax", what, Optional.empty());
            } catch (YAMLException e) {
                report("yaml.syntax", String.valueOf(e.getMessage()));
            }
        }
        return new Scenario.Reading(
                problems.isEmpty() ? Optional.of(new Scenario(file, lines)) : Optional.empty(), problems);
    }

    private static Optional<Node> compose(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(20);
        options.setNestingDepthLimit(20);
        options.setCodePointLimit(LARGEST);
        return Optional.ofNullable(new Yaml(options).compose(new StringReader(text)));
    }

    private List<Scenario.Line> steps(Optional<Node> root) {
        if (!(root.orElse(null) instanceof MappingNode mapping)) {
            report(
                    root.map(Node::getStartMark),
                    "",
                    "type.wrong",
                    "a scenario is a map with 'steps'",
                    Optional.empty());
            return List.of();
        }
        Map<String, Node> top = known(mapping, "", List.of("steps", "version"));
        Node version = top.get("version");
        if (version != null
                && !(version instanceof ScalarNode scalar && scalar.getValue().equals("1"))) {
            report(version, "version", "value.range", "this harness knows version 1 of scenarios only");
        }
        Node list = top.get("steps");
        if (list == null) {
            report(mapping, "", "key.missing", "a scenario needs 'steps'");
            return List.of();
        }
        if (!(list instanceof SequenceNode sequence) || sequence.getValue().size() > MOST_STEPS) {
            report(list, "steps", "type.wrong", "'steps' is a list of at most " + MOST_STEPS + " steps");
            return List.of();
        }
        List<Scenario.Line> lines = new ArrayList<>();
        for (int i = 0; i < sequence.getValue().size(); i++) {
            Node node = sequence.getValue().get(i);
            step(node, "steps[" + i + "]")
                    .ifPresent(step ->
                            lines.add(new Scenario.Line(node.getStartMark().getLine() + 1, step)));
        }
        return lines;
    }

    private Optional<Step> step(Node node, String path) {
        if (!(node instanceof MappingNode mapping) || mapping.getValue().size() != 1) {
            report(node, path, "type.wrong", "a step is a map with one key, the name of what is done");
            return Optional.empty();
        }
        for (Map.Entry<String, Node> entry :
                known(mapping, path, StepKind.ALL.keySet()).entrySet()) {
            StepKind kind = StepKind.ALL.get(entry.getKey());
            return kind == null ? Optional.empty() : fields(kind, entry.getValue(), path + "." + entry.getKey());
        }
        return Optional.empty();
    }

    /** A step's map, or the one text that stands for its first key. */
    private Optional<Step> fields(StepKind kind, Node value, String path) {
        int before = problems.size();
        Map<String, Node> given = value instanceof MappingNode mapping
                ? known(mapping, path, kind.keys())
                : Map.of(kind.keys().get(0), value);
        Map<String, List<String>> texts = new LinkedHashMap<>();
        given.forEach((key, node) -> texts.put(key, words(node, key.equals("command"), path + "." + key)));
        for (String key : kind.required()) {
            if (!given.containsKey(key)) {
                report(value, path, "key.missing", "'" + kind.name() + "' needs '" + key + "'");
            }
        }
        if (problems.size() > before) {
            return Optional.empty();
        }
        StepFields fields = new StepFields(texts);
        try {
            return Optional.of(kind.step().apply(fields));
        } catch (IllegalArgumentException e) {
            Node at = given.getOrDefault(fields.current(), value);
            report(at, path + "." + fields.current(), "value.form", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private List<String> words(Node node, boolean listAllowed, String path) {
        if (node instanceof ScalarNode scalar) {
            return List.of(scalar.getValue());
        }
        if (listAllowed && node instanceof SequenceNode list && !list.getValue().isEmpty()) {
            List<String> words = new ArrayList<>();
            list.getValue().forEach(word -> words.addAll(words(word, false, path)));
            // Told apart from a line for the shell by its mark in front.
            words.add(0, StepFields.ARGV);
            return words;
        }
        report(
                node,
                path,
                "type.wrong",
                listAllowed ? "a text or a list of texts belongs here" : "a text belongs here");
        return List.of("");
    }

    /** The entries of a map whose keys are known; the others are problems. */
    private Map<String, Node> known(MappingNode mapping, String path, Collection<String> keys) {
        Map<String, Node> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                report(tuple.getKeyNode(), path, "yaml.key", "a key must be a text");
            } else if (!keys.contains(key.getValue())) {
                report(
                        Optional.of(key.getStartMark()),
                        path.isEmpty() ? key.getValue() : path + "." + key.getValue(),
                        "key.unknown",
                        "'" + key.getValue() + "' is not known here",
                        Optional.of("known: " + String.join(", ", keys)));
            } else if (entries.put(key.getValue(), tuple.getValueNode()) != null) {
                report(key, path, "yaml.duplicate-key", "'" + key.getValue() + "' is given twice");
            }
        }
        return entries;
    }

    private void report(Node at, String path, String code, String message) {
        report(Optional.of(at.getStartMark()), path, code, message, Optional.empty());
    }

    private void report(String code, String message) {
        report(Optional.empty(), "", code, message, Optional.empty());
    }

    private void report(Optional<Mark> at, String path, String code, String message, Optional<String> hint) {
        Optional<Place> place = at.map(mark -> new Place(file, mark.getLine() + 1, mark.getColumn() + 1));
        Optional<String> excerpt =
                place.filter(where -> where.line() <= source.length).map(where -> source[where.line() - 1]);
        problems.add(new Problem(Problem.Severity.ERROR, place, path, code, message, hint, excerpt));
    }
}
