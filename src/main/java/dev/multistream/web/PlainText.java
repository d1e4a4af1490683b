package dev.multistream.web;

import java.util.regex.Pattern;

/** Text out of a terminal without what only a terminal understands. */
final class PlainText {
    /** CSI, OSC (ended by BEL or ST) and other escape sequences; ECMA-48 sections 5.4 and 8.3.89. */
    private static final Pattern ESCAPES = Pattern.compile(
            "\\x1b\\[[0-?]*[ -/]*[@-~]" + "|\\x1b[\\]PX^_][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)?" + "|\\x1b[ -/]*[0-~]");

    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}]+");

    private PlainText() {}

    /** The last line that has something to see, at most {@code max} characters of it; empty when there is none. */
    static String lastLine(String text, int max) {
        String plain = ESCAPES.matcher(text).replaceAll("");
        String[] lines = plain.split("[\\r\\n]+");
        for (int i = lines.length - 1; i >= 0; i--) {
            String line = CONTROLS.matcher(lines[i]).replaceAll(" ").strip();
            if (!line.isEmpty()) {
                return cut(line, max);
            }
        }
        return "";
    }

    /** The text's beginning, with an ellipsis where it was cut. */
    static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return text.substring(0, end) + "…";
    }
}
