package dev.multistream.config;

import dev.multistream.model.Place;
import dev.multistream.model.Problem;
import dev.multistream.model.Problem.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The text of one file, cut into lines as YAML counts them, for places and excerpts. */
final class SourceText {
    private final String name;
    private final String text;
    private final List<Integer> starts = new ArrayList<>();
    // Problems in one line share one copy of it, however long the line is.
    private final Map<Integer, String> excerpts = new HashMap<>();

    SourceText(String name, String text) {
        this.name = name;
        this.text = text;
        starts.add(0);
        for (int i = 0; i < text.length(); i++) {
            boolean windows = text.charAt(i) == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (isLineEnd(text.charAt(i)) && !windows) {
                starts.add(i + 1);
            }
        }
    }

    /** The characters that the parser counts as the end of a line; YAML 1.1 has three more than 1.2. */
    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    String name() {
        return name;
    }

    String text() {
        return text;
    }

    /** The line without its end; empty when there is no such line. */
    Optional<String> line(int number) {
        if (number < 1 || number > starts.size()) {
            return Optional.empty();
        }
        return Optional.of(excerpts.computeIfAbsent(number, this::cut));
    }

    private String cut(int number) {
        int start = starts.get(number - 1);
        int end = number < starts.size() ? starts.get(number) : text.length();
        while (end > start && isLineEnd(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** The position of the character at an index of the text. */
    Spot spot(int index) {
        int line = lineOf(index);
        return new Spot(line, text.codePointCount(starts.get(line - 1), index) + 1);
    }

    private int lineOf(int index) {
        int found = java.util.Collections.binarySearch(starts, index);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** A problem at a place of this text; an empty hint is none. */
    Problem problem(Severity severity, Where where, String code, String message, String hint) {
        Place place = new Place(name, where.at().line(), where.at().column());
        return new Problem(
                severity,
                Optional.of(place),
                where.path(),
                code,
                message,
                hint.isEmpty() ? Optional.empty() : Optional.of(hint),
                line(where.at().line()));
    }
}
