package dev.multistream.web;

import dev.multistream.plan.Step;
import dev.multistream.run.Outcome;
import dev.multistream.run.StepResult;
import dev.multistream.run.StepState;
import dev.multistream.run.StepStatus;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** A step and what is known of it, as the page reads it. */
final class StepJson {
    private static final int TEXT = 2000;
    private static final Set<String> LOGGED = Set.of("worktree", "agent", "gate");

    private StepJson() {}

    static void write(JsonGenerator json, Step step, StepState state) {
        json.writeStartObject();
        json.writeStringProperty("id", step.id().value());
        json.writeStringProperty("kind", step.kind());
        Json.text(json, "stream", step.stream());
        Json.text(json, "checkpoint", step.checkpoint());
        about(json, step);
        json.writeStringProperty("status", state.status().name());
        json.writeNumberProperty("attempt", state.attempt());
        Json.time(json, "started", state.started());
        Json.time(json, "finished", state.finished());
        Json.time(json, "due", state.due());
        state.progress().ifPresent(part -> json.writeNumberProperty("progress", part));
        Json.text(json, "task", state.task().map(task -> PlainText.cut(task, TEXT)));
        json.writeBooleanProperty("log", hasLog(step, state));
        state.outcome().ifPresent(outcome -> outcome(json, outcome));
        Json.text(json, "why", state.why().map(why -> PlainText.cut(why, TEXT)));
        state.result().ifPresent(result -> result(json, result));
        json.writeEndObject();
    }

    /** The one name that tells this step from others of its kind in its lane. */
    private static void about(JsonGenerator json, Step step) {
        if (step instanceof Step.RunAgent agent) {
            json.writeStringProperty("about", agent.agent().value());
        } else if (step instanceof Step.RunGate gate) {
            json.writeStringProperty("about", gate.gate().value());
        } else if (step instanceof Step.RunCheckpointGate gate) {
            json.writeStringProperty("about", gate.gate().value());
        } else if (step instanceof Step.MergeStream merge) {
            json.writeStringProperty("about", merge.merged().value());
        }
    }

    private static boolean hasLog(Step step, StepState state) {
        return state.log().isPresent() || state.status() == StepStatus.RUNNING && LOGGED.contains(step.kind());
    }

    private static void outcome(JsonGenerator json, Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            json.writeStringProperty("reason", failed.reason().code());
            json.writeStringProperty("message", PlainText.cut(failed.message(), TEXT));
        } else if (outcome instanceof Outcome.Cancelled cancelled) {
            json.writeStringProperty("message", PlainText.cut(cancelled.why(), TEXT));
        } else if (outcome instanceof Outcome.Waiting waiting) {
            json.writeStringProperty("waits", waiting.what().name());
            json.writeStringProperty("message", PlainText.cut(waiting.message(), TEXT));
        } else if (outcome instanceof Outcome.Passed passed) {
            json.writeBooleanProperty("flaky", passed.flaky());
        }
    }

    private static void result(JsonGenerator json, StepResult result) {
        Json.texts(
                json,
                "facts",
                StepFacts.of(result).stream()
                        .map(fact -> PlainText.cut(fact, TEXT))
                        .toList());
        if (result instanceof StepResult.Reviewed reviewed) {
            json.writeStringProperty("commit", reviewed.commit().value());
        } else if (result instanceof StepResult.Published published) {
            json.writeStringProperty("commit", published.to().value());
        } else if (result instanceof StepResult.StreamMerged merged) {
            Json.text(json, "commit", merged.merged());
        }
    }
}
