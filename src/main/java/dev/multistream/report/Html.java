package dev.multistream.report;

import dev.multistream.run.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes HTML or SVG element by element, so that what a stranger wrote can only ever become text.
 *
 * <p>Own instead of a template engine, because the Content Security Policy that the pages must obey (Jenkins' default:
 * no scripts, no inline style, nothing foreign) is then a property of the writer: there is no way to write a script, a
 * {@code style} or {@code on…} attribute, or a link that leaves the report, and no code generator in the build.
 */
final class Html {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");
    private static final Set<String> FORBIDDEN =
            Set.of("script", "style", "iframe", "object", "embed", "form", "base", "foreignObject", "animate");
    private static final Set<String> LINKS = Set.of("href", "src", "srcset");
    private static final Set<String> EMPTY = Set.of("meta", "link", "img", "br", "hr", "source");
    private static final Set<String> INLINE =
            Set.of("a", "code", "strong", "em", "span", "small", "br", "time", "kbd", "tspan", "summary", "img");
    private static final Pattern SCHEME = Pattern.compile("^[^/?#]*:|^//|\\\\");

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins with a line that is not an element, such as a document type. */
    Html(String prologue) {
        out.append(prologue).append('\n');
    }

    /** Opens an element; {@code attributes} are names and values in turn. */
    Html open(String tag, String... attributes) {
        if (!NAME.matcher(tag).matches() || FORBIDDEN.contains(tag)) {
            throw new IllegalArgumentException("not written in reports: <" + tag + ">");
        }
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            attribute(attributes[i], attributes[i + 1]);
        }
        out.append('>');
        if (EMPTY.contains(tag)) {
            newline(tag);
        } else {
            open.push(tag);
        }
        return this;
    }

    /** Adds attributes to the element that was opened last; only right after it. */
    Html extend(String... attributes) {
        if (out.charAt(out.length() - 1) != '>') {
            throw new IllegalStateException("no element was opened just now");
        }
        out.setLength(out.length() - 1);
        for (int i = 0; i < attributes.length; i += 2) {
            attribute(attributes[i], attributes[i + 1]);
        }
        out.append('>');
        return this;
    }

    private void attribute(String name, String value) {
        if (!NAME.matcher(name).matches() || name.startsWith("on") || name.equals("style")) {
            throw new IllegalArgumentException("not written in reports: attribute " + name);
        }
        if (LINKS.contains(name) && SCHEME.matcher(value).find()) {
            throw new IllegalArgumentException("a report links only into itself: " + value);
        }
        out.append(' ')
                .append(name)
                .append("=\"")
                .append(escape(SafeText.clean(value)))
                .append('"');
    }

    Html close() {
        String tag = open.pop();
        out.append("</").append(tag).append('>');
        newline(tag);
        return this;
    }

    private void newline(String tag) {
        if (!INLINE.contains(tag)) {
            out.append('\n');
        }
    }

    /** Text, cleaned and escaped. */
    Html text(String text) {
        out.append(escape(SafeText.clean(text)));
        return this;
    }

    /** An element that holds nothing but text. */
    Html leaf(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** A link into the report; the path is percent-encoded here. Where it cannot be one, only the text is written. */
    Html link(String path, String text) {
        return SCHEME.matcher(path).find() ? text(text) : leaf("a", text, "href", encode(path));
    }

    /** RFC 3986: everything but unreserved characters and slashes, byte by byte. */
    private static String encode(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~/".indexOf(c) >= 0);
            encoded.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return encoded.toString();
    }

    /** The finished document; fails when an element is still open. */
    String finish() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return out.toString();
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
