package dev.multistream.web;

import dev.multistream.plan.DagLayout;
import dev.multistream.plan.Plan;
import dev.multistream.plan.Step;
import dev.multistream.plan.StepId;
import dev.multistream.run.RunEvent;
import dev.multistream.run.RunResult;
import dev.multistream.run.RunState;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** The JSON of runs: the list, one run whole, what is new of it, and the last lines of its logs. */
final class RunJson {
    private static final int TASK = 4000;

    private RunJson() {}

    /** {@code {now, runs: […]}}, the newest first. */
    static String list(List<RunSource.Listed> runs, Instant now) {
        return Json.object(json -> {
            json.writeNumberProperty("now", now.toEpochMilli());
            json.writeArrayPropertyStart("runs");
            for (RunSource.Listed run : runs) {
                json.writeStartObject();
                json.writeStringProperty("id", run.id().value());
                json.writeStringProperty("name", run.name());
                json.writeNumberProperty("started", run.started().toEpochMilli());
                run.result().ifPresent(result -> result(json, result));
                json.writeBooleanProperty("live", run.live());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** Everything: what was declared and planned, and the state of all of it. */
    static String snapshot(RunFeed feed, Instant now) {
        return Json.object(json -> {
            declared(json, feed.run().facts());
            dag(json, feed.state().plan());
            news(json, feed, 0, feed.state().plan().steps(), now);
            lineTexts(json, feed);
        });
    }

    /** What a reader who knows the run up to entry {@code after} does not know yet. */
    static String patch(RunFeed feed, long after, Instant now) {
        return Json.object(json -> news(json, feed, after, feed.changedAfter(after), now));
    }

    /** {@code {lines: {step: text}}}. */
    static String lines(RunFeed feed) {
        return Json.object(json -> lineTexts(json, feed));
    }

    private static void lineTexts(JsonGenerator json, RunFeed feed) {
        json.writeObjectPropertyStart("lines");
        feed.lines().forEach((step, line) -> json.writeStringProperty(step.value(), line));
        json.writeEndObject();
    }

    private static void declared(JsonGenerator json, RunFacts facts) {
        json.writeArrayPropertyStart("streams");
        for (RunFacts.StreamFacts stream : facts.streams()) {
            json.writeStartObject();
            json.writeStringProperty("id", stream.id().value());
            json.writeStringProperty("task", PlainText.cut(stream.task(), TASK));
            json.writeStringProperty("branch", stream.branch().value());
            json.writeArrayPropertyStart("agents");
            for (RunFacts.AgentFacts agent : stream.agents()) {
                json.writeStartObject();
                json.writeStringProperty("name", agent.name().value());
                Json.text(json, "role", agent.role());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("checkpoints");
        for (RunFacts.CheckpointFacts checkpoint : facts.checkpoints()) {
            json.writeStartObject();
            json.writeStringProperty("name", checkpoint.name().value());
            json.writeStringProperty("into", checkpoint.into().value());
            Json.texts(json, "merge", checkpoint.merge());
            Json.texts(json, "reviewers", checkpoint.reviewers());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void dag(JsonGenerator json, Plan plan) {
        DagLayout layout = DagLayout.of(plan);
        json.writeObjectPropertyStart("dag");
        json.writeNumberProperty("columns", layout.columns());
        json.writeNumberProperty("rows", layout.rows());
        json.writeArrayPropertyStart("lanes");
        for (DagLayout.Lane lane : layout.lanes()) {
            json.writeStartObject();
            json.writeStringProperty("name", lane.name());
            json.writeBooleanProperty("checkpoint", lane.checkpoint());
            json.writeNumberProperty("first", lane.first());
            json.writeNumberProperty("rows", lane.rows());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("nodes");
        for (DagLayout.Node node : layout.nodes()) {
            json.writeStartObject();
            json.writeStringProperty("step", node.step().value());
            json.writeNumberProperty("column", node.column());
            json.writeNumberProperty("row", node.row());
            Json.texts(json, "needs", needs(plan, node.step()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static List<StepId> needs(Plan plan, StepId step) {
        return plan.step(step).schedule().needs().stream().map(Step.Need::step).toList();
    }

    private static void news(JsonGenerator json, RunFeed feed, long after, List<Step> steps, Instant now) {
        json.writeNumberProperty("seq", feed.state().seq());
        json.writeNumberProperty("now", now.toEpochMilli());
        json.writeObjectPropertyStart("run");
        run(json, feed);
        json.writeEndObject();
        standings(json, feed);
        json.writeArrayPropertyStart("steps");
        for (Step step : steps) {
            StepJson.write(json, step, feed.state().step(step.id()));
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("notes");
        for (RunFeed.Note note : feed.notesAfter(after)) {
            json.writeStartObject();
            json.writeNumberProperty("seq", note.seq());
            json.writeNumberProperty("at", note.at().toEpochMilli());
            json.writeBooleanProperty("warning", note.event().level() == RunEvent.Level.WARNING);
            json.writeStringProperty("message", PlainText.cut(note.event().message(), TASK));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void run(JsonGenerator json, RunFeed feed) {
        RunState state = feed.state();
        json.writeStringProperty("id", feed.id().value());
        state.start().ifPresent(start -> {
            json.writeStringProperty("name", start.name());
            json.writeStringProperty("file", start.file());
            json.writeStringProperty("version", start.version());
            json.writeStringProperty("by", start.by().name());
        });
        json.writeBooleanProperty("live", feed.live());
        Json.time(json, "started", state.startedAt());
        Json.time(json, "last", state.lastAt());
        state.cancel()
                .ifPresent(cancel ->
                        json.writeStringProperty("cancel", cancel.cause().name()));
        state.result().ifPresent(result -> result(json, result));
        json.writeBooleanProperty("report", feed.run().reports().isPresent());
        json.writeArrayPropertyStart("rollbacks");
        for (RunEvent.RolledBack undone : state.rollbacks()) {
            json.writeStartObject();
            json.writeStringProperty("checkpoint", undone.checkpoint().value());
            json.writeStringProperty("into", undone.into().value());
            json.writeStringProperty("to", undone.to().value());
            json.writeStringProperty("by", undone.by().name());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void result(JsonGenerator json, RunResult result) {
        json.writeStringProperty("result", result.name());
        json.writeNumberProperty("exit", result.exitCode());
    }

    private static void standings(JsonGenerator json, RunFeed feed) {
        json.writeObjectPropertyStart("standing");
        json.writeObjectPropertyStart("streams");
        feed.streams().forEach((stream, standing) -> standing(json, stream.value(), standing));
        json.writeEndObject();
        json.writeObjectPropertyStart("checkpoints");
        feed.checkpoints().forEach((checkpoint, standing) -> standing(json, checkpoint.value(), standing));
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void standing(JsonGenerator json, String name, Standing standing) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("state", standing.state().name());
        Json.time(json, "begun", standing.begun());
        Json.time(json, "ended", standing.ended());
        json.writeEndObject();
    }
}
