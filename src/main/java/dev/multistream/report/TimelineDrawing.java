package dev.multistream.report;

import dev.multistream.plan.DagLayout;
import dev.multistream.plan.Step;
import dev.multistream.run.Elapsed;
import dev.multistream.run.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Draws when what ran as SVG: a row for each step, a bar for each attempt, the critical path marked. */
final class TimelineDrawing {
    /** With more steps than this, each stream and checkpoint is one row. */
    private static final int MOST_ROWS = 80;

    private static final int LABEL = 172;
    private static final int WIDTH = 1120;
    private static final int ROW = 22;
    private static final int HEAD = 24;
    private static final int AXIS = 26;

    private record Row(String label, List<ReportModel.StepReport> steps) {}

    private record Group(String name, boolean checkpoint, List<Row> rows) {
        int height() {
            return HEAD + rows.size() * ROW + 6;
        }
    }

    private final ReportModel model;
    private final Palette palette;
    private final TimeScale scale;
    private final List<Group> groups;

    private TimelineDrawing(ReportModel model, Palette palette) {
        this.model = model;
        this.palette = palette;
        List<ReportModel.Attempt> attempts =
                model.steps().stream().flatMap(step -> step.attempts().stream()).toList();
        this.scale = new TimeScale(attempts, model.facts(), WIDTH - LABEL - 90);
        this.groups = groups();
    }

    /** The drawing; empty before the first attempt. */
    static Optional<String> of(ReportModel model, Palette palette) {
        boolean begun = model.steps().stream().anyMatch(step -> !step.attempts().isEmpty());
        return begun ? Optional.of(new TimelineDrawing(model, palette).draw()) : Optional.empty();
    }

    private List<Group> groups() {
        Map<Object, ReportModel.StepReport> byId = new HashMap<>();
        model.steps().forEach(step -> byId.put(step.id(), step));
        long rows = model.steps().stream()
                .filter(step -> !step.attempts().isEmpty())
                .count();
        List<Group> all = new ArrayList<>();
        for (DagLayout.Lane lane : DagLayout.of(model.plan()).lanes()) {
            List<ReportModel.StepReport> steps = new ArrayList<>();
            for (Step step : DagDrawing.laneSteps(model.plan(), lane)) {
                Optional.ofNullable(byId.get(step.id()))
                        .filter(report -> !report.attempts().isEmpty())
                        .ifPresent(steps::add);
            }
            if (!steps.isEmpty()) {
                List<Row> own = rows > MOST_ROWS
                        ? List.of(new Row("", steps))
                        : steps.stream()
                                .map(step -> new Row(step.name().replace(':', ' '), List.of(step)))
                                .toList();
                all.add(new Group(lane.name(), lane.checkpoint(), own));
            }
        }
        return all;
    }

    private String draw() {
        int height =
                AXIS + groups.stream().mapToInt(group -> group.height() + 8).sum();
        Html svg = new Html("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + WIDTH + " " + height,
                "width",
                "" + WIDTH,
                "height",
                "" + height,
                "font-family",
                Drawing.FONT,
                "role",
                "img");
        svg.leaf("title", "When what ran");
        int top = AXIS;
        for (Group group : groups) {
            band(svg, group, top);
            top += group.height() + 8;
        }
        axis(svg, height);
        top = AXIS;
        for (Group group : groups) {
            rows(svg, group, top + HEAD);
            top += group.height() + 8;
        }
        return svg.close().finish();
    }

    private void band(Html svg, Group group, int top) {
        svg.open(
                        "rect",
                        "x",
                        "0",
                        "y",
                        "" + top,
                        "width",
                        "" + WIDTH,
                        "height",
                        "" + group.height(),
                        "rx",
                        "8",
                        "fill",
                        palette.band())
                .close();
        svg.open(
                        "text",
                        "x",
                        "14",
                        "y",
                        "" + (top + 17),
                        "font-size",
                        "12",
                        "font-weight",
                        "600",
                        "fill",
                        palette.text())
                .text(group.name())
                .open("tspan", "fill", palette.muted(), "font-weight", "400", "dx", "6")
                .text(group.checkpoint() ? "checkpoint" : "stream")
                .close()
                .close();
    }

    private void axis(Html svg, int height) {
        double free = -1;
        for (Instant tick : scale.ticks(model.facts().begin(), 8)) {
            double x = LABEL + scale.x(tick);
            line(svg, x, AXIS - 4, height, "none");
            if (x > free) {
                String label = tick.equals(model.facts().begin())
                        ? "start"
                        : Elapsed.text(Duration.between(model.facts().begin(), tick))
                                .replace(".0 s", " s");
                text(svg, x, 14, label, palette.muted(), "middle");
                free = x + 58;
            }
        }
        List<TimeScale.Piece> pieces = scale.pieces();
        for (int i = 1; i < pieces.size(); i++) {
            TimeScale.Piece before = pieces.get(i - 1);
            double x = LABEL + before.left() + before.width();
            double middle = (x + LABEL + pieces.get(i).left()) / 2;
            line(svg, middle - 3, AXIS, height, "5 4");
            line(svg, middle + 3, AXIS, height, "5 4");
        }
    }

    private void line(Html svg, double x, int from, int to, String dashes) {
        svg.open(
                        "line",
                        "x1",
                        number(x),
                        "x2",
                        number(x),
                        "y1",
                        "" + from,
                        "y2",
                        "" + to,
                        "stroke",
                        palette.line(),
                        "stroke-width",
                        "1",
                        "stroke-dasharray",
                        dashes)
                .close();
    }

    private void rows(Html svg, Group group, int top) {
        int y = top;
        for (Row row : group.rows()) {
            text(svg, 14, y + 14, SafeText.line(row.label(), 24), palette.text(), "start");
            double end = 0;
            for (ReportModel.StepReport step : row.steps()) {
                for (ReportModel.Attempt attempt : step.attempts()) {
                    end = Math.max(end, bar(svg, step, attempt, y));
                }
            }
            if (row.steps().size() == 1) {
                text(svg, end + 7, y + 14, Elapsed.text(row.steps().get(0).active()), palette.muted(), "start");
            }
            y += ROW;
        }
    }

    private double bar(Html svg, ReportModel.StepReport step, ReportModel.Attempt attempt, int y) {
        double left = LABEL + scale.x(attempt.start());
        double width =
                Math.max(3, LABEL + scale.x(attempt.end().orElse(model.facts().end())) - left);
        String title = step.id() + ", attempt " + attempt.number() + ": "
                + attempt.standing().word() + " after "
                + Elapsed.text(attempt.took(model.facts().end()));
        svg.open("g").leaf("title", title);
        svg.open(
                        "rect",
                        "x",
                        number(left),
                        "y",
                        "" + (y + 3),
                        "width",
                        number(width),
                        "height",
                        "13",
                        "rx",
                        width < 8 ? "1" : "3.5",
                        "fill",
                        palette.of(attempt.standing()))
                .close();
        if (step.critical()) {
            svg.open(
                            "rect",
                            "x",
                            number(left),
                            "y",
                            "" + (y + 17.5),
                            "width",
                            number(width),
                            "height",
                            "2.5",
                            "rx",
                            "1",
                            "fill",
                            palette.accent())
                    .close();
        }
        svg.close();
        return left + width;
    }

    private static void text(Html svg, double x, int y, String text, String colour, String anchor) {
        svg.leaf("text", text, "x", number(x), "y", "" + y, "font-size", "12", "fill", colour, "text-anchor", anchor);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
