package dev.multistream.config;

import dev.multistream.config.Declared.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks that streams, checkpoints and the members of a team can be done in some order.
 *
 * <p>One graph for streams and checkpoints: a stream comes after what it needs, a checkpoint after the checkpoints that it
 * needs and the streams that it merges.
 */
final class CycleCheck {
    private static final String STREAM = "stream ";
    private static final String CHECKPOINT = "checkpoint ";

    private final Declared declared;
    private final Reading reading;

    CycleCheck(Declared declared, Reading reading) {
        this.declared = declared;
        this.reading = reading;
    }

    void check() {
        Graph graph = new Graph();
        declared.streams().keySet().forEach(name -> graph.node(STREAM + name));
        declared.checkpoints().keySet().forEach(name -> graph.node(CHECKPOINT + name));
        for (Item stream : declared.streamItems()) {
            for (Found<StreamLanguage.NeedSource> need : stream.items(StreamLanguage.NEEDS)) {
                String kind = need.value().checkpoint() ? CHECKPOINT : STREAM;
                graph.edge(STREAM + stream.name(), kind + need.value().name(), need.where(), false);
            }
        }
        for (Item checkpoint : declared.checkpointItems()) {
            String from = CHECKPOINT + checkpoint.name();
            checkpoint
                    .items(CheckpointLanguage.NEEDS)
                    .forEach(need -> graph.edge(from, CHECKPOINT + need.value(), need.where(), false));
            checkpoint
                    .items(CheckpointLanguage.MERGE)
                    .forEach(merge -> graph.edge(from, STREAM + merge.value(), merge.where(), true));
        }
        graph.circles().forEach(circle -> report(graph, circle));
        declared.streamItems().forEach(this::team);
    }

    private void report(Graph graph, List<String> circle) {
        for (int i = 0; i < circle.size(); i++) {
            String from = circle.get(i);
            String to = circle.get((i + 1) % circle.size());
            if (graph.isMerge(from, to)) {
                reading.error(
                        graph.place(from, to),
                        "checkpoint.too-early",
                        from.replace(CHECKPOINT, CHECKPOINT + "'") + "' merges "
                                + to.replace(STREAM, STREAM + "'") + "', which cannot be done by then: "
                                + spelled(from, circle),
                        "take it out of merge, or out of what the stream needs");
                return;
            }
        }
        String from = circle.get(0);
        String to = circle.get(1 % circle.size());
        reading.error(
                graph.place(from, to),
                "needs.cycle",
                from.split(" ")[0] + "s need each other in a circle: " + spelled(from, circle),
                "remove one of the needs");
    }

    /** The circle from a node on, with that node again at the end. */
    private static String spelled(String from, List<String> circle) {
        List<String> turned = new ArrayList<>(circle.subList(circle.indexOf(from), circle.size()));
        turned.addAll(circle.subList(0, circle.indexOf(from)));
        turned.add(from);
        boolean mixed =
                turned.stream().map(node -> node.split(" ")[0]).distinct().count() > 1;
        return String.join(
                " → ",
                turned.stream().map(node -> mixed ? node : node.split(" ")[1]).toList());
    }

    private void team(Item stream) {
        Graph graph = new Graph();
        stream.fields().entries(StreamLanguage.AGENTS).forEach(member -> graph.node("agent " + member.name()));
        for (Item member : Declared.members(stream)) {
            member.items(AgentLanguage.MEMBER_NEEDS)
                    .forEach(
                            need -> graph.edge("agent " + member.name(), "agent " + need.value(), need.where(), false));
        }
        graph.circles().forEach(circle -> report(graph, circle));
    }

    /** Needs with the places where they are written. */
    private static final class Graph {
        private final Map<String, Set<String>> needs = new LinkedHashMap<>();
        private final Map<List<String>, Where> places = new HashMap<>();
        private final Set<List<String>> merges = new LinkedHashSet<>();

        void node(String name) {
            needs.putIfAbsent(name, new LinkedHashSet<>());
        }

        void edge(String from, String to, Where where, boolean merge) {
            if (needs.containsKey(from) && needs.containsKey(to)) {
                needs.get(from).add(to);
                places.putIfAbsent(List.of(from, to), where);
                if (merge) {
                    merges.add(List.of(from, to));
                }
            }
        }

        List<List<String>> circles() {
            return Cycles.find(needs);
        }

        boolean isMerge(String from, String to) {
            return merges.contains(List.of(from, to));
        }

        Where place(String from, String to) {
            return places.getOrDefault(List.of(from, to), Where.START);
        }
    }
}
