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
        List<Attempt> attempts =
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
        Svg svg = new Svg(WIDTH, height, "When what ran");
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
        return svg.finish();
    }

    private void band(Svg svg, Group group, int top) {
        svg.lane(new Svg.Box(0, top, WIDTH, group.height(), 8), group.name(), group.checkpoint(), palette);
    }

    private void axis(Svg svg, int height) {
        double free = -1;
        for (Instant tick : scale.ticks(model.facts().begin(), 8)) {
            double x = LABEL + scale.x(tick);
            line(svg, x, AXIS - 4, height, "none");
            if (x > free) {
                String label = tick.equals(model.facts().begin())
                        ? "start"
                        : Elapsed.text(Duration.between(model.facts().begin(), tick))
                                .replace(".0 s", " s");
                svg.text(x, 14, label, palette.muted(), "text-anchor", "middle");
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

    private void line(Svg svg, double x, int from, int to, String dashes) {
        String data = "M" + Svg.number(x) + " " + from + " V" + to;
        svg.path(data, palette.line(), 1, "stroke-dasharray", dashes);
    }

    private void rows(Svg svg, Group group, int top) {
        int y = top;
        for (Row row : group.rows()) {
            svg.text(14, y + 14, SafeText.line(row.label(), 24), palette.text());
            double end = 0;
            for (ReportModel.StepReport step : row.steps()) {
                for (Attempt attempt : step.attempts()) {
                    end = Math.max(end, bar(svg, step, attempt, y));
                }
            }
            if (row.steps().size() == 1) {
                svg.text(end + 7, y + 14, Elapsed.text(row.steps().get(0).active()), palette.muted());
            }
            y += ROW;
        }
    }

    private double bar(Svg svg, ReportModel.StepReport step, Attempt attempt, int y) {
        Instant end = attempt.end().orElse(model.facts().end());
        double left = LABEL + scale.x(attempt.start());
        double width = Math.max(3, LABEL + scale.x(end) - left);
        svg.group(step.id() + ", attempt " + attempt.number() + ": "
                + attempt.standing().word() + " after " + Elapsed.text(Duration.between(attempt.start(), end)));
        double radius = width < 8 ? 1 : 3.5;
        svg.rect(new Svg.Box(left, y + 3, width, 13, radius), palette.of(attempt.standing()));
        if (step.critical()) {
            svg.rect(new Svg.Box(left, y + 17.5, width, 2.5, 1), palette.accent());
        }
        svg.end();
        return left + width;
    }
}
