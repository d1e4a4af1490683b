package dev.multistream.dashboard;

import dev.multistream.run.SafeText;
import dev.multistream.run.Standing;

/**
 * What the terminal can show.
 *
 * @param colour whether to write SGR sequences (ECMA-48)
 * @param unicode whether characters beyond ASCII can be shown
 */
public record Ink(boolean colour, boolean unicode) {
    /** Neither colours nor anything beyond ASCII: what every log can take. */
    public static final Ink PLAIN = new Ink(false, false);

    private static final String OFF = "\u001b[0m";

    /** The sign of a standing and its word, coloured. */
    String sign(Standing standing) {
        return in(standing, symbol(standing) + " " + standing.word());
    }

    String symbol(Standing standing) {
        return unicode ? standing.symbol() : standing.ascii();
    }

    String in(Standing standing, String text) {
        return switch (standing) {
            case PASSED -> sgr("32", text);
            case FLAKY -> sgr("33", text);
            case FAILED, ERRORED -> sgr("1;31", text);
            case WAITING -> sgr("35", text);
            case RUNNING -> sgr("36", text);
            case PENDING, CANCELLED, SKIPPED -> sgr("2", text);
        };
    }

    String dim(String text) {
        return sgr("2", text);
    }

    String bold(String text) {
        return sgr("1", text);
    }

    private String sgr(String code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + OFF : text;
    }

    /** One line of a stranger's text, at most {@code max} characters, with nothing in it that a terminal acts on. */
    String line(String text, int max) {
        String line = SafeText.line(text, max);
        return unicode ? line : ascii(line);
    }

    /** The text in ASCII: what has a likeness gets it, the rest becomes a question mark. */
    String own(String text) {
        return unicode ? text : ascii(text);
    }

    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (point) {
                case '…' -> ascii.append("...");
                case '→' -> ascii.append("->");
                case '−', '–' -> ascii.append('-');
                case '“', '”' -> ascii.append('"');
                default -> ascii.append(point < 0x7f ? (char) point : '?');
            }
        });
        return ascii.toString();
    }
}
