package dev.multistream.config;

import dev.multistream.model.Place;
import dev.multistream.model.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns problems into lines for a terminal: place and message, the source line with a caret, the hint.
 *
 * <p>Pure; what the user wrote is shown with its control characters made visible, so that it cannot steer the terminal.
 *
 * @param width columns of the terminal; longer source lines are cut around the caret
 * @param colour whether ANSI colours are used
 */
public record ProblemPrinter(int width, boolean colour) {
    private static final String INDENT = "  ";
    private static final String RED = "\u001b[1;31m";
    private static final String YELLOW = "\u001b[1;33m";
    private static final String CYAN = "\u001b[36m";
    private static final String BOLD = "\u001b[1m";
    private static final String RESET = "\u001b[0m";

    /** All problems, with an empty line between them. */
    public List<String> lines(List<Problem> problems) {
        List<String> lines = new ArrayList<>();
        for (Problem problem : problems) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(lines(problem));
        }
        return lines;
    }

    /** The lines for one problem. */
    public List<String> lines(Problem problem) {
        List<String> lines = new ArrayList<>();
        String place = problem.place()
                .map(at -> paint(BOLD, PrintedLine.visible(at.toString())) + ": ")
                .orElse("");
        String severity = problem.isError() ? paint(RED, "error") : paint(YELLOW, "warning");
        lines.add(place + severity + ": " + PrintedLine.visible(problem.message()) + " [" + problem.code() + "]");
        if (problem.place().isPresent() && problem.excerpt().isPresent()) {
            excerpt(problem.place().get(), problem.excerpt().get(), problem.isError() ? RED : YELLOW, lines);
        }
        problem.hint().ifPresent(hint -> lines.add(INDENT + paint(CYAN, "hint") + ": " + PrintedLine.visible(hint)));
        return lines;
    }

    private void excerpt(Place place, String source, String caretColour, List<String> lines) {
        if (source.isBlank()) {
            return;
        }
        PrintedLine printed = PrintedLine.around(source, place.column() - 1, Math.max(20, width - INDENT.length() - 1));
        lines.add(INDENT + printed.text());
        lines.add(INDENT + " ".repeat(printed.caret()) + paint(caretColour, "^"));
    }

    private String paint(String style, String text) {
        return colour ? style + text + RESET : text;
    }
}
