package dev.multistream.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds circles in a graph of needs; takes time in proportion to the graph for each circle. */
final class Cycles {
    private static final int MOST = 20;

    private Cycles() {}

    /**
     * Circles that share no node, at most twenty; empty exactly when there is none.
     *
     * @param needs every node with what it needs; an order of nodes is kept
     * @return each circle from its first node in that order, without repeating it at the end
     */
    static List<List<String>> find(Map<String, ? extends Set<String>> needs) {
        Map<String, Set<String>> left = new LinkedHashMap<>();
        needs.forEach((node, others) -> {
            Set<String> known = new LinkedHashSet<>(others);
            known.retainAll(needs.keySet());
            left.put(node, known);
        });
        List<List<String>> circles = new ArrayList<>();
        while (circles.size() < MOST) {
            strip(left);
            if (left.isEmpty()) {
                break;
            }
            List<String> circle = walk(left);
            circles.add(fromFirst(circle, needs.keySet()));
            remove(left, circle);
        }
        return circles;
    }

    /** Takes away what needs nothing, again and again. */
    private static void strip(Map<String, Set<String>> left) {
        List<String> free = new ArrayList<>();
        Map<String, List<String>> dependents = new LinkedHashMap<>();
        left.forEach((node, needs) -> {
            needs.forEach(need ->
                    dependents.computeIfAbsent(need, key -> new ArrayList<>()).add(node));
            if (needs.isEmpty()) {
                free.add(node);
            }
        });
        for (int i = 0; i < free.size(); i++) {
            left.remove(free.get(i));
            for (String dependent : dependents.getOrDefault(free.get(i), List.of())) {
                Set<String> needs = left.get(dependent);
                if (needs != null && needs.remove(free.get(i)) && needs.isEmpty()) {
                    free.add(dependent);
                }
            }
        }
    }

    /** INVARIANT: every node that is left needs another one that is left, so the walk comes back to where it was. */
    private static List<String> walk(Map<String, Set<String>> left) {
        List<String> path = new ArrayList<>();
        Map<String, Integer> positions = new LinkedHashMap<>();
        String node = left.keySet().iterator().next();
        while (!positions.containsKey(node)) {
            positions.put(node, path.size());
            path.add(node);
            node = left.getOrDefault(node, Set.of()).iterator().next();
        }
        return new ArrayList<>(path.subList(positions.getOrDefault(node, 0), path.size()));
    }

    private static List<String> fromFirst(List<String> circle, Set<String> order) {
        String first = order.stream().filter(circle::contains).findFirst().orElse(circle.get(0));
        List<String> rotated = new ArrayList<>(circle.subList(circle.indexOf(first), circle.size()));
        rotated.addAll(circle.subList(0, circle.indexOf(first)));
        return rotated;
    }

    private static void remove(Map<String, Set<String>> left, List<String> nodes) {
        Set<String> gone = Set.copyOf(nodes);
        left.keySet().removeAll(gone);
        left.values().forEach(needs -> needs.removeAll(gone));
    }
}
