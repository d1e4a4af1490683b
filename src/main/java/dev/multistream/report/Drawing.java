package dev.multistream.report;

import dev.multistream.run.Standing;

/** Signs that the drawings share: drawn, not typed, so that they do not depend on a font. */
final class Drawing {
    static final String FONT = "system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, sans-serif";

    private Drawing() {}

    /** A disc of radius 8 with a sign for the standing. */
    static void sign(Html svg, int x, int y, Standing standing, Palette palette) {
        String colour = palette.of(standing);
        boolean hollow = standing == Standing.PENDING || standing == Standing.SKIPPED;
        svg.open(
                        "circle",
                        "cx",
                        "" + x,
                        "cy",
                        "" + y,
                        "r",
                        "8",
                        "fill",
                        hollow ? "none" : colour,
                        "stroke",
                        colour,
                        "stroke-width",
                        "1.5")
                .close();
        String ink = hollow ? colour : palette.surface();
        String path = stroke(standing);
        if (!path.isEmpty()) {
            svg.open(
                            "path",
                            "d",
                            path,
                            "transform",
                            "translate(" + x + " " + y + ")",
                            "fill",
                            "none",
                            "stroke",
                            ink,
                            "stroke-width",
                            "1.9",
                            "stroke-linecap",
                            "round",
                            "stroke-linejoin",
                            "round")
                    .close();
        }
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
}
