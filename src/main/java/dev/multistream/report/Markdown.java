package dev.multistream.report;

import dev.multistream.run.SafeText;
import java.util.List;

/**
 * Writes GitHub's Markdown so that what a stranger wrote stays text: no markup, no HTML, no mentions, no links, no line
 * that begins with {@code ::} (which a CI log would take for a command).
 */
final class Markdown {
    private static final int LINE = 600;

    private final StringBuilder out = new StringBuilder();

    Markdown heading(int level, String text) {
        boolean open = out.length() > 0 && out.indexOf("\n\n", out.length() - 2) < 0;
        out.append(open ? "\n" : "")
                .append("#".repeat(level))
                .append(' ')
                .append(escape(text))
                .append("\n\n");
        return this;
    }

    Markdown paragraph(String text) {
        out.append(escape(text)).append("\n\n");
        return this;
    }

    /** A list item whose parts were escaped by {@link #escape} or {@link #code}. */
    Markdown item(String markdown) {
        out.append("- ").append(markdown).append('\n');
        return this;
    }

    Markdown gap() {
        out.append('\n');
        return this;
    }

    Markdown head(String... columns) {
        out.append("| ").append(String.join(" | ", columns)).append(" |\n|");
        out.append(" --- |".repeat(columns.length)).append('\n');
        return this;
    }

    /** A row of cells, each escaped by {@link #escape} or {@link #code}. */
    Markdown row(List<String> cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
        return this;
    }

    /** Commands to copy; each on its line. */
    Markdown commands(List<String> commands) {
        return block(
                "sh",
                "",
                String.join(
                        "\n",
                        commands.stream()
                                .map(line -> SafeText.line(line, 2_000))
                                .toList()));
    }

    /** A fenced block; {@code prefix} begins each line, and the fence is longer than any in the text. */
    Markdown block(String language, String prefix, String text) {
        String clean = SafeText.block(text, 8_000);
        int longest = 0;
        int run = 0;
        for (int i = 0; i < clean.length(); i++) {
            run = clean.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(Math.max(3, longest + 1));
        out.append(fence).append(language).append('\n');
        clean.lines()
                .forEach(line -> out.append(line.startsWith("::") && prefix.isEmpty() ? " " : prefix)
                        .append(line)
                        .append('\n'));
        out.append(fence).append("\n\n");
        return this;
    }

    String finish() {
        return out.toString().strip() + "\n";
    }

    /** One line of text with nothing in it that Markdown, HTML or GitHub would act on. */
    static String escape(String text) {
        String line = SafeText.line(text, LINE);
        StringBuilder escaped = new StringBuilder(line.length() + 16);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if ("\\`*_{}[]()#|~!$".indexOf(c) >= 0) {
                escaped.append('\\').append(c);
            } else if (c == '@') {
                // A zero-width space keeps GitHub from telling somebody.
                escaped.append("@\u200b");
            } else {
                escaped.append(
                        switch (c) {
                            case '<' -> "&lt;";
                            case '>' -> "&gt;";
                            case '&' -> "&amp;";
                            case ':' -> line.startsWith("://", i) || line.startsWith("::", i) ? "&#58;" : ":";
                            default -> String.valueOf(c);
                        });
            }
        }
        return escaped.toString();
    }

    /** Text in a code span, also inside a table. */
    static String code(String text) {
        String line = SafeText.line(text, LINE).replace("|", "\\|");
        return line.contains("`") ? "`` " + line.replace("``", "` `") + " ``" : "`" + line + "`";
    }
}
