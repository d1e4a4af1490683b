package dev.multistream.cli;

/** Makes text from outside harmless for a terminal: control characters become visible. */
final class Visible {
    private Visible() {}

    static String text(String raw) {
        StringBuilder text = new StringBuilder();
        raw.codePoints().forEach(c -> {
            boolean direction = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
            if ((Character.isISOControl(c) && c != '\n' && c != '\t') || direction) {
                text.append(String.format("\\u%04x", c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }
}
