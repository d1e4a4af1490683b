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
        Svg svg = new Svg(width, height, "The plan as a graph");
        layout.lanes().forEach(lane -> lane(svg, lane, width));
        edges(svg, false);
        edges(svg, true);
        layout.nodes().forEach(node -> box(svg, node));
        return svg.finish();
    }

    private void lane(Svg svg, DagLayout.Lane lane, int width) {
        int top = laneTop(layout.lanes().indexOf(lane));
        Svg.Box box = new Svg.Box(0, top, width, HEAD + lane.rows() * ROW, 8);
        svg.lane(box, lane.name(), lane.checkpoint(), palette);
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

    private void edges(Svg svg, boolean marked) {
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

    private void edge(Svg svg, DagLayout.Node from, DagLayout.Node to, boolean marked) {
        int x1 = x(from) + BOX;
        int y1 = y(from) + HEIGHT / 2;
        int x2 = x(to);
        int y2 = y(to) + HEIGHT / 2;
        int bend = y1 == y2 ? 0 : COLUMN - BOX;
        // A long edge stays level until the column before its end, so that it does not run through boxes at an angle.
        String path = "M" + x1 + " " + y1 + " H" + (x2 - bend) + " C" + (x2 - bend / 2) + " " + y1 + " "
                + (x2 - bend / 2) + " " + y2 + " " + x2 + " " + y2;
        svg.path(path, marked ? palette.accent() : palette.line(), marked ? 2.5 : 1.5);
    }

    private void box(Svg svg, DagLayout.Node node) {
        Standing standing = standings.apply(node.step());
        int x = x(node);
        int y = y(node);
        boolean dashed = standing == Standing.PENDING || standing == Standing.SKIPPED;
        String width = critical.test(node.step()) ? "2.5" : "1.3";
        svg.group(node.step() + ": " + standing.word());
        Svg.Box box = new Svg.Box(x, y, BOX, HEIGHT, 7);
        svg.rect(
                box,
                palette.surface(),
                "stroke",
                palette.of(standing),
                "stroke-width",
                width,
                "stroke-dasharray",
                dashed ? "4 3" : "none");
        svg.sign(x + 17, y + HEIGHT / 2.0, standing, palette);
        String label = SafeText.line(label(plan.step(node.step())), 17);
        svg.text(x + 30, y + HEIGHT / 2.0 + 4, label, palette.text()).end();
    }

    static String label(Step step) {
        return ModelBuilder.name(step).replace(':', ' ');
    }

    static List<Step> laneSteps(Plan plan, DagLayout.Lane lane) {
        return lane.checkpoint() ? plan.of(new CheckpointName(lane.name())) : plan.of(new StreamId(lane.name()));
    }
}
