package dev.multistream.report;

import dev.multistream.run.Standing;

/**
 * The colours of the drawings. They come as one picture for light and one for dark pages, chosen by the page, since a
 * picture may carry no style sheet of its own under the policy that reports obey. The same values stand in style.css.
 */
enum Palette {
    LIGHT("#ffffff", "#f4f5f8", "#1b2230", "#5a6475", "#c9cfd9", "#3d53c5"),
    DARK("#1a1f29", "#141820", "#e7eaf0", "#9ba5b5", "#3b4453", "#9db0ff");

    private final String surface;
    private final String band;
    private final String text;
    private final String muted;
    private final String line;
    private final String accent;

    Palette(String surface, String band, String text, String muted, String line, String accent) {
        this.surface = surface;
        this.band = band;
        this.text = text;
        this.muted = muted;
        this.line = line;
        this.accent = accent;
    }

    String surface() {
        return surface;
    }

    String band() {
        return band;
    }

    String text() {
        return text;
    }

    String muted() {
        return muted;
    }

    String line() {
        return line;
    }

    /** Marks the critical path. */
    String accent() {
        return accent;
    }

    String of(Standing standing) {
        boolean light = this == LIGHT;
        return switch (standing) {
            case PASSED -> light ? "#18794e" : "#4cc38a";
            case FLAKY -> light ? "#8a6100" : "#e5b94e";
            case FAILED -> light ? "#c62a2f" : "#ff8b86";
            case ERRORED -> light ? "#a8410c" : "#ffa366";
            case WAITING -> light ? "#6e44c4" : "#c0a3ff";
            case RUNNING -> light ? "#0b68b0" : "#6cb8f7";
            case CANCELLED, SKIPPED, PENDING -> muted;
        };
    }
}
