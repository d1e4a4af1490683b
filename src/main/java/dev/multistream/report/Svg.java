package dev.multistream.report;

import dev.multistream.run.SafeText;
import dev.multistream.run.Standing;
import java.util.Locale;

/** Writes a picture: rectangles, lines, texts, and signs that are drawn, not typed, so that they need no font. */
final class Svg {
    private static final String FONT = "system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, sans-serif";

    private final Html xml = new Html("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");

    /** A rectangle's corner, size and radius. */
    record Box(double x, double y, double width, double height, double radius) {}

    Svg(int width, int height, String title) {
        String view = "0 0 " + width + " " + height;
        xml.open("svg", "xmlns", "http://www.w3.org/2000/svg", "viewBox", view, "role", "img", "font-family", FONT);
        xml.extend("width", "" + width, "height", "" + height).leaf("title", title);
    }

    /** Opens a group whose title browsers show for all that is in it. */
    Svg group(String title) {
        xml.open("g").leaf("title", title);
        return this;
    }

    Svg end() {
        xml.close();
        return this;
    }

    Svg rect(Box box, String fill, String... more) {
        xml.open("rect", "x", number(box.x()), "y", number(box.y()), "fill", fill);
        xml.extend("width", number(box.width()), "height", number(box.height()), "rx", number(box.radius()));
        xml.extend(more).close();
        return this;
    }

    Svg path(String data, String stroke, double width, String... more) {
        xml.open("path", "d", data, "fill", "none", "stroke", stroke, "stroke-width", number(width));
        xml.extend(more).close();
        return this;
    }

    Svg text(double x, double y, String text, String colour, String... more) {
        xml.open("text", "x", number(x), "y", number(y), "font-size", "12", "fill", colour);
        xml.extend(more).text(SafeText.line(text, 80)).close();
        return this;
    }

    /** The ground of a stream's or checkpoint's part of the picture, and its name. */
    Svg lane(Box box, String name, boolean checkpoint, Palette palette) {
        rect(box, palette.band());
        xml.open("text", "x", "14", "y", number(box.y() + 17), "font-size", "12", "fill", palette.text());
        xml.extend("font-weight", "600").text(name);
        xml.open("tspan", "fill", palette.muted(), "font-weight", "400", "dx", "6");
        xml.text(checkpoint ? "checkpoint" : "stream").close().close();
        return this;
    }

    /** A disc of radius 8 with a sign for the standing. */
    Svg sign(double x, double y, Standing standing, Palette palette) {
        String colour = palette.of(standing);
        boolean hollow = standing == Standing.PENDING || standing == Standing.SKIPPED;
        xml.open("circle", "cx", number(x), "cy", number(y), "r", "8", "fill", hollow ? "none" : colour);
        xml.extend("stroke", colour, "stroke-width", "1.5").close();
        String data = stroke(standing);
        if (!data.isEmpty()) {
            String move = "translate(" + number(x) + " " + number(y) + ")";
            String ink = hollow ? colour : palette.surface();
            path(data, ink, 1.9, "transform", move, "stroke-linecap", "round", "stroke-linejoin", "round");
        }
        return this;
    }

    private static String stroke(Standing standing) {
        return switch (standing) {
            case PASSED -> "M-3.6 0.4 L-1.2 3 L3.8 -2.8";
            case FLAKY -> "M-4 1 C-2.5 -3 -1 -2 0 0 C1 2 2.5 3 4 -1";
            case FAILED -> "M-3 -3 L3 3 M3 -3 L-3 3";
            case ERRORED -> "M0 -4 L0 0.8 M0 3.6 L0 3.7";
            case WAITING -> "M-2 -3 L-2 3 M2 -3 L2 3";
            case RUNNING -> "M-2 -3.4 L3.2 0 L-2 3.4 Z";
            case CANCELLED -> "M-3.4 3.4 L3.4 -3.4";
            case SKIPPED -> "M-3 0 L3 0";
            case PENDING -> "";
        };
    }

    String finish() {
        return xml.close().finish();
    }

    /** At most one decimal, with a point. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
