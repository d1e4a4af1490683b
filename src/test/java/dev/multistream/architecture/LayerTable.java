package dev.multistream.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which package may use which packages and libraries, as written in {@code layers.txt} or in ARCHITECTURE.md.
 *
 * @param rows by package name, in the order written
 * @param libraries the beginnings of a library's packages, by its name; empty when read from Markdown
 */
record LayerTable(Map<String, Row> rows, Map<String, List<String>> libraries) {
    private static final String LIBRARIES = "libraries";
    private static final String MARKDOWN_HEADER = "package|may use|library";

    /** One package; {@code floor} is empty when read from Markdown. */
    record Row(String floor, Set<String> mayUse, Set<String> libraries) {
        boolean allows(String other) {
            return mayUse.contains("all") || mayUse.contains(other);
        }

        boolean saysTheSameAs(Row other) {
            return mayUse.equals(other.mayUse) && libraries.equals(other.libraries);
        }
    }

    /** Reads {@code layers.txt}. */
    static LayerTable parse(String text) {
        Map<String, Row> rows = new LinkedHashMap<>();
        Map<String, List<String>> libraries = new LinkedHashMap<>();
        String floor = "";
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                floor = line.substring(1, line.length() - 1);
                continue;
            }
            String[] cells = line.split("\\|", -1);
            if (floor.equals(LIBRARIES)) {
                libraries.put(cells[0].strip(), List.copyOf(words(cells[1])));
            } else {
                rows.put(cells[0].strip(), new Row(floor, words(cells[1]), words(cells[2])));
            }
        }
        return new LayerTable(rows, libraries);
    }

    /** Reads the first table whose header is {@code | package | may use | library |}; no rows when there is none. */
    static LayerTable parseMarkdown(String text) {
        Map<String, Row> rows = new LinkedHashMap<>();
        boolean inTable = false;
        for (String line : text.lines().map(String::strip).toList()) {
            List<String> cells = cells(line);
            if (String.join("|", cells).equals(MARKDOWN_HEADER)) {
                inTable = true;
            } else if (inTable && !line.startsWith("|")) {
                break;
            } else if (inTable && !cells.get(0).matches("[:-]+")) {
                rows.put(cells.get(0), new Row("", words(cells.get(1)), words(cells.get(2))));
            }
        }
        return new LayerTable(rows, Map.of());
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.replaceAll("^\\||\\|$", "").split("\\|", -1)) {
            cells.add(cell.replace("`", "").strip());
        }
        return cells;
    }

    private static Set<String> words(String cell) {
        Set<String> words = new TreeSet<>();
        for (String word : cell.strip().split("[\\s,]+")) {
            if (word.matches("\\w.*")) {
                words.add(word);
            }
        }
        return words;
    }

    /** Sentences for every difference between this table and another. */
    List<String> differences(LayerTable other) {
        Set<String> names = new TreeSet<>(rows.keySet());
        names.addAll(other.rows.keySet());
        List<String> found = new ArrayList<>();
        Row nothing = new Row("", Set.of("(no row)"), Set.of());
        for (String name : names) {
            Row mine = rows.getOrDefault(name, nothing);
            Row theirs = other.rows.getOrDefault(name, nothing);
            if (!mine.saysTheSameAs(theirs)) {
                found.add(name + ": " + mine.mayUse() + " " + mine.libraries() + " here, " + theirs.mayUse() + " "
                        + theirs.libraries() + " there");
            }
        }
        return found;
    }

    /** A way from a package back to itself along allowed edges, or nothing. */
    List<String> cycle() {
        for (String start : rows.keySet()) {
            List<String> path = wayBack(start, start, new TreeSet<>());
            if (!path.isEmpty()) {
                return path;
            }
        }
        return List.of();
    }

    private List<String> wayBack(String from, String goal, Set<String> seen) {
        for (String next : edges(from)) {
            if (next.equals(goal)) {
                return new ArrayList<>(List.of(from, goal));
            }
            if (seen.add(next)) {
                List<String> path = wayBack(next, goal, seen);
                if (!path.isEmpty()) {
                    path.add(0, from);
                    return path;
                }
            }
        }
        return List.of();
    }

    private Set<String> edges(String from) {
        Row row = rows.get(from);
        if (row == null) {
            return Set.of();
        }
        Set<String> all = new TreeSet<>(row.mayUse().contains("all") ? rows.keySet() : row.mayUse());
        if (row.mayUse().contains("all")) {
            all.remove(from);
        }
        return all;
    }
}
