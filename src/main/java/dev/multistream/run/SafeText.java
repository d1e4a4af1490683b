package dev.multistream.run;

import java.util.regex.Pattern;

/**
 * Text of agents and programs, made harmless to look at: no terminal control sequences, no control characters, no
 * direction overrides, no lone surrogates, bounded. Escaping for a format (XML, HTML, Markdown) comes after this.
 */
public final class SafeText {
    /** CSI, OSC and other string sequences, then any other two- or three-byte escape (ECMA-48). */
    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[[0-?]*[ -/]*[@-~]"
            + "|\u001b[\\]PX^_][^\u0007\u001b]*+(?:\u0007|\u001b\\\\)?"
            + "|\u001b[ -/]*[0-~]?"
            + "|\u009b[0-?]*[ -/]*[@-~]");

    private SafeText() {}

    /** One line of at most {@code max} characters; line breaks and tabs become blanks, a cut is marked by "…". */
    public static String line(String text, int max) {
        String cut = text.length() > 4 * max + 1000 ? text.substring(0, 4 * max + 1000) : text;
        String clean = clean(cut).replaceAll("\\s+", " ").strip();
        return cut(clean, max);
    }

    /** Several lines of at most {@code max} characters together; a cut is said in a last line. */
    public static String block(String text, int max) {
        if (text.length() <= max) {
            return clean(text);
        }
        return clean(text.substring(0, max)) + "\n… (" + (text.length() - max) + " more characters)";
    }

    /** The same without a bound: only line feeds and tabs are left of the control characters. */
    public static String clean(String text) {
        String plain = text.indexOf('\u001b') < 0 && text.indexOf('\u009b') < 0
                ? text
                : SEQUENCE.matcher(text).replaceAll("");
        StringBuilder out = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); ) {
            int point = plain.codePointAt(i);
            i += Character.charCount(point);
            if (point == '\r') {
                boolean pair = i < plain.length() && plain.charAt(i) == '\n';
                out.append(pair ? "" : "\n");
            } else if (isOverride(point)) {
                out.append('\ufffd');
            } else if (isShown(point)) {
                out.appendCodePoint(point);
            }
        }
        return out.toString();
    }

    private static boolean isShown(int point) {
        if (point == '\n' || point == '\t') {
            return true;
        }
        boolean control = point < 0x20 || point >= 0x7f && point < 0xa0;
        boolean surrogate = point >= 0xd800 && point <= 0xdfff;
        return !control && !surrogate && (point & 0xfffe) != 0xfffe && point != 0xfeff;
    }

    /** Bidirectional embeddings, overrides and isolates, which make text read as what it is not (CVE-2021-42574). */
    private static boolean isOverride(int point) {
        return point >= 0x202a && point <= 0x202e
                || point >= 0x2066 && point <= 0x2069
                || point == 0x2028
                || point == 0x2029;
    }

    private static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = Math.max(0, max - 1);
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "…";
    }
}
