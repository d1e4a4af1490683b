package dev.multistream.report;

import dev.multistream.plan.DagLayout;
import dev.multistream.plan.StepId;
import dev.multistream.run.SafeText;
import dev.multistream.run.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * When what ran, in the Trace Event Format (JSON object form) that chrome://tracing and Perfetto read: a process for
 * each stream and checkpoint, complete events ({@code X}) for attempts and the stages inside them, and a flow
 * ({@code s}, {@code t}, {@code f}) along the critical path. Times are microseconds from the run's start.
 */
public final class RunProfile {
    private static final String CRITICAL = "critical-path";

    private final ReportModel model;
    private final ArrayNode events = JsonNodeFactory.instance.arrayNode();
    private final Map<StepId, int[]> places = new HashMap<>();

    private RunProfile(ReportModel model) {
        this.model = model;
    }

    /** The text of {@code profile.json}. */
    public static String render(ReportModel model) {
        return new RunProfile(model).write();
    }

    private String write() {
        Map<StepId, ReportModel.StepReport> byId = new HashMap<>();
        model.steps().forEach(step -> byId.put(step.id(), step));
        int process = 0;
        for (DagLayout.Lane lane : DagLayout.of(model.plan()).lanes()) {
            process++;
            metadata("process_name", process, 0, (lane.checkpoint() ? "checkpoint " : "stream ") + lane.name());
            lane(
                    process,
                    DagDrawing.laneSteps(model.plan(), lane).stream()
                            .flatMap(step -> Optional.ofNullable(byId.get(step.id())).stream())
                            .toList());
        }
        flow(byId);
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("displayTimeUnit", "ms");
        ObjectNode other = root.putObject("otherData");
        other.put("run", model.facts().start().run().value())
                .put("version", model.facts().start().version());
        other.put("criticalPathMillis", model.path().total().toMillis());
        root.set("traceEvents", events);
        return JsonReport.write(root);
    }

    /** Attempts that overlap in time need threads of their own: a trace viewer nests what overlaps in one. */
    private void lane(int process, List<ReportModel.StepReport> steps) {
        List<Instant> busyUntil = new ArrayList<>();
        for (ReportModel.StepReport step : steps) {
            for (Attempt attempt : step.attempts()) {
                Instant end = attempt.end().orElse(model.facts().end());
                int thread = 0;
                while (thread < busyUntil.size() && busyUntil.get(thread).isAfter(attempt.start())) {
                    thread++;
                }
                if (thread == busyUntil.size()) {
                    busyUntil.add(end);
                    metadata("thread_name", process, thread + 1, thread == 0 ? "steps" : "steps at the same time");
                } else {
                    busyUntil.set(thread, end);
                }
                places.putIfAbsent(step.id(), new int[] {process, thread + 1});
                attempt(process, thread + 1, step, attempt);
            }
        }
    }

    private void metadata(String what, int process, int thread, String name) {
        events.addObject()
                .put("ph", "M")
                .put("name", what)
                .put("pid", process)
                .put("tid", thread)
                .putObject("args")
                .put("name", name);
    }

    private void attempt(int process, int thread, ReportModel.StepReport step, Attempt attempt) {
        ObjectNode event = complete(
                process,
                thread,
                step.name(),
                attempt.start(),
                attempt.took(model.facts().end()));
        event.put("cat", step.kind() + (step.critical() ? "," + CRITICAL : ""));
        event.put("cname", colour(step, attempt));
        ObjectNode args = event.putObject("args");
        args.put("step", step.id().value()).put("attempt", attempt.number());
        args.put("outcome", attempt.standing().word()).put("message", SafeText.line(attempt.message(), 500));
        args.put("critical", step.critical());
        attempt.result()
                .filter(StepResult.WorktreeReady.class::isInstance)
                .ifPresent(ready -> stages(process, thread, step, attempt, (StepResult.WorktreeReady) ready));
    }

    private void stages(
            int process, int thread, ReportModel.StepReport step, Attempt attempt, StepResult.WorktreeReady ready) {
        for (StepResult.Stage stage : ready.stages()) {
            ObjectNode inner = complete(
                    process,
                    thread,
                    SafeText.line(stage.name(), 100),
                    attempt.start().plusMillis(stage.startMillis()),
                    Duration.ofMillis(stage.millis()));
            inner.put("cat", "stage").putObject("args").put("step", step.id().value());
        }
    }

    private ObjectNode complete(int process, int thread, String name, Instant start, Duration took) {
        return events.addObject()
                .put("ph", "X")
                .put("name", name)
                .put("pid", process)
                .put("tid", thread)
                .put("ts", micros(start))
                .put("dur", took.toNanos() / 1000);
    }

    private static String colour(ReportModel.StepReport step, Attempt attempt) {
        if (attempt.standing().isBad()) {
            return "terrible";
        }
        return step.critical() ? "rail_animation" : "good";
    }

    private long micros(Instant at) {
        return Duration.between(model.facts().begin(), at).toNanos() / 1000;
    }

    private void flow(Map<StepId, ReportModel.StepReport> byId) {
        List<CriticalChain.Link> links = model.path().links();
        for (int i = 0; i < links.size() && links.size() > 1; i++) {
            StepId id = links.get(i).step();
            int[] place = places.getOrDefault(id, new int[] {0, 0});
            Instant at = Optional.ofNullable(byId.get(id))
                    .flatMap(ReportModel.StepReport::begin)
                    .orElse(model.facts().begin());
            ObjectNode event = events.addObject().put("ph", i == 0 ? "s" : i == links.size() - 1 ? "f" : "t");
            event.put("name", CRITICAL).put("cat", CRITICAL).put("id", 1);
            event.put("pid", place[0]).put("tid", place[1]).put("ts", micros(at));
            if (i == links.size() - 1) {
                event.put("bp", "e");
            }
        }
    }
}
