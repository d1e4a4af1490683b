package dev.multistream.report;

import dev.multistream.model.CheckpointName;
import dev.multistream.model.StreamId;
import dev.multistream.plan.DagLayout;
import dev.multistream.plan.Plan;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import dev.multistream.run.SafeText;
import dev.multistream.run.Standing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Draws a plan as SVG: a lane for each stream and checkpoint, steps as boxes, needs as curves. */
public final class DagDrawing {
    /** More steps than this are a carpet, not a drawing. */
    static final int MOST_STEPS = 300;

    private static final int BOX = 140;
    private static final int HEIGHT = 32;
    private static final int COLUMN = BOX + 24;
    private static final int ROW = HEIGHT + 14;
    private static final int HEAD = 26;
    private static final int MARGIN = 14;

    private final Plan plan;
    private final Function<StepId, Standing> standings;
    private final Predicate<StepId> critical;
    private final Palette palette;
    private final DagLayout layout;
    private final Map<StepId, DagLayout.Node> nodes = new HashMap<>();

    private DagDrawing(Plan plan, Function<StepId, Standing> standings, Predicate<StepId> critical, Palette palette) {
        this.plan = plan;
        this.standings = standings;
        this.critical = critical;
        this.palette = palette;
        this.layout = DagLayout.of(plan);
        layout.nodes().forEach(node -> nodes.put(node.step(), node));
    }

    /** The drawing of a run; empty when the plan is too large to be looked at, or has no step. */
    static Optional<String> of(ReportModel model, Palette palette) {
        Map<StepId, Standing> standings = new HashMap<>();
        model.steps().forEach(step -> standings.put(step.id(), step.standing()));
        return of(model.plan(), id -> standings.getOrDefault(id, Standing.PENDING), model.path()::contains, palette);
    }

    /** The drawing of any plan, each step coloured by how it stands, those on the critical path marked. */
    static Optional<String> of(
            Plan plan, Function<StepId, Standing> standings, Predicate<StepId> critical, Palette palette) {
        if (plan.steps().isEmpty() || plan.steps().size() > MOST_STEPS) {
            return Optional.empty();
        }
        return Optional.of(new DagDrawing(plan, standings, critical, palette).draw());
    }

    private String draw() {
        int width = 2 * MARGIN + layout.columns() * COLUMN - (COLUMN - BOX);
        int height = layout.rows() * ROW + layout.lanes().size() * (HEAD + 8);
        Html svg = new Html("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + width + " " + height,
                "width",
                "" + width,
                "height",
                "" + height,
                "font-family",
                Drawing.FONT,
                "role",
                "img");
        svg.leaf("title", "The plan as a graph");
        layout.lanes().forEach(lane -> lane(svg, lane, width));
        edges(svg, false);
        edges(svg, true);
        layout.nodes().forEach(node -> box(svg, node));
        return svg.close().finish();
    }

    private void lane(Html svg, DagLayout.Lane lane, int width) {
        int top = laneTop(layout.lanes().indexOf(lane));
        int height = HEAD + lane.rows() * ROW;
        svg.open(
                        "rect",
                        "x",
                        "0",
                        "y",
                        "" + top,
                        "width",
                        "" + width,
                        "height",
                        "" + height,
                        "rx",
                        "8",
                        "fill",
                        palette.band())
                .close();
        svg.open(
                        "text",
                        "x",
                        "" + MARGIN,
                        "y",
                        "" + (top + 17),
                        "font-size",
                        "12",
                        "font-weight",
                        "600",
                        "fill",
                        palette.text())
                .text(lane.name())
                .open("tspan", "fill", palette.muted(), "font-weight", "400", "dx", "6")
                .text(lane.checkpoint() ? "checkpoint" : "stream")
                .close()
                .close();
    }

    private int laneTop(int index) {
        int top = 0;
        for (DagLayout.Lane lane : layout.lanes().subList(0, index)) {
            top += HEAD + lane.rows() * ROW + 8;
        }
        return top;
    }

    private int x(DagLayout.Node node) {
        return MARGIN + node.column() * COLUMN;
    }

    private int y(DagLayout.Node node) {
        for (int i = 0; i < layout.lanes().size(); i++) {
            DagLayout.Lane lane = layout.lanes().get(i);
            if (node.row() >= lane.first() && node.row() < lane.first() + lane.rows()) {
                return laneTop(i) + HEAD + (node.row() - lane.first()) * ROW;
            }
        }
        throw new IllegalStateException("no lane for row " + node.row());
    }

    private void edges(Html svg, boolean marked) {
        for (Step step : plan.steps()) {
            for (StepId need : direct(step)) {
                boolean both = critical.test(step.id()) && critical.test(need);
                if (both == marked) {
                    edge(svg, node(need), node(step.id()), marked);
                }
            }
        }
    }

    /** The needs of a step that no other need of it implies. */
    private Set<StepId> direct(Step step) {
        Set<StepId> implied = new HashSet<>();
        for (Step.Need need : step.schedule().needs()) {
            ancestors(need.step(), implied);
        }
        Set<StepId> direct = new HashSet<>();
        step.schedule().needs().stream()
                .map(Step.Need::step)
                .filter(id -> !implied.contains(id))
                .forEach(direct::add);
        return direct;
    }

    private void ancestors(StepId id, Set<StepId> into) {
        for (Step.Need need : plan.step(id).schedule().needs()) {
            if (into.add(need.step())) {
                ancestors(need.step(), into);
            }
        }
    }

    private DagLayout.Node node(StepId id) {
        return Optional.ofNullable(nodes.get(id)).orElseThrow();
    }

    private void edge(Html svg, DagLayout.Node from, DagLayout.Node to, boolean marked) {
        int x1 = x(from) + BOX;
        int y1 = y(from) + HEIGHT / 2;
        int x2 = x(to);
        int y2 = y(to) + HEIGHT / 2;
        int bend = y1 == y2 ? 0 : COLUMN - BOX;
        // A long edge stays level until the column before its end, so that it does not run through boxes at an angle.
        String path = "M" + x1 + " " + y1 + " H" + (x2 - bend) + " C" + (x2 - bend / 2) + " " + y1 + " "
                + (x2 - bend / 2) + " " + y2 + " " + x2 + " " + y2;
        svg.open(
                        "path",
                        "d",
                        path,
                        "fill",
                        "none",
                        "stroke",
                        marked ? palette.accent() : palette.line(),
                        "stroke-width",
                        marked ? "2.5" : "1.5")
                .close();
    }

    private void box(Html svg, DagLayout.Node node) {
        Step step = plan.step(node.step());
        Standing standing = standings.apply(node.step());
        int x = x(node);
        int y = y(node);
        String colour = palette.of(standing);
        boolean dashed = standing == Standing.PENDING || standing == Standing.SKIPPED;
        svg.open("g").leaf("title", node.step() + ": " + standing.word());
        svg.open(
                        "rect",
                        "x",
                        "" + x,
                        "y",
                        "" + y,
                        "width",
                        "" + BOX,
                        "height",
                        "" + HEIGHT,
                        "rx",
                        "7",
                        "fill",
                        palette.surface(),
                        "stroke",
                        colour,
                        "stroke-width",
                        critical.test(node.step()) ? "2.5" : "1.25",
                        "stroke-dasharray",
                        dashed ? "4 3" : "none")
                .close();
        Drawing.sign(svg, x + 17, y + HEIGHT / 2, standing, palette);
        svg.leaf(
                "text",
                SafeText.line(label(step), 17),
                "x",
                "" + (x + 30),
                "y",
                "" + (y + HEIGHT / 2 + 4),
                "font-size",
                "12",
                "fill",
                palette.text());
        svg.close();
    }

    static String label(Step step) {
        return ModelBuilder.name(step).replace(':', ' ');
    }

    static List<Step> laneSteps(Plan plan, DagLayout.Lane lane) {
        return lane.checkpoint() ? plan.of(new CheckpointName(lane.name())) : plan.of(new StreamId(lane.name()));
    }
}
