package dev.multistream.gate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which lines of which files could be covered and which were, over all reports: a line that any of them saw covered is
 * covered. Not thread-safe.
 */
final class CoverageTally {
    private static final int MOST_FILES = 200_000;
    private static final int LAST_LINE = 5_000_000;

    private final Map<String, Lines> files = new TreeMap<>();

    /** The lines of one file. */
    private static final class Lines {
        private final BitSet known = new BitSet();
        private final BitSet covered = new BitSet();
    }

    /** How much of one file is covered. */
    record FileCoverage(String file, int covered, int lines) {
        double percent() {
            return covered * 100.0 / lines;
        }
    }

    void line(String file, int line, boolean covered) throws UnreadableReportException {
        if (line < 0 || line > LAST_LINE) {
            throw new UnreadableReportException("there is no line " + line);
        }
        Lines lines = files.computeIfAbsent(file, name -> new Lines());
        if (files.size() > MOST_FILES) {
            throw new UnreadableReportException("coverage of more than " + MOST_FILES + " files");
        }
        lines.known.set(line);
        if (covered) {
            lines.covered.set(line);
        }
    }

    int files() {
        return files.size();
    }

    long lines() {
        return files.values().stream()
                .mapToLong(lines -> lines.known.cardinality())
                .sum();
    }

    long covered() {
        return files.values().stream()
                .mapToLong(lines -> lines.covered.cardinality())
                .sum();
    }

    /** The percentage of covered lines; to be asked only when there are lines. */
    double percent() {
        return covered() * 100.0 / lines();
    }

    /** The files with the most uncovered lines, the worst first. */
    List<FileCoverage> worst(int most) {
        List<FileCoverage> all = new ArrayList<>();
        files.forEach((file, lines) ->
                all.add(new FileCoverage(file, lines.covered.cardinality(), lines.known.cardinality())));
        return all.stream()
                .filter(file -> file.covered < file.lines)
                .sorted(Comparator.comparingInt((FileCoverage file) -> file.covered - file.lines)
                        .thenComparing(FileCoverage::file))
                .limit(most)
                .toList();
    }
}
