package dev.multistream.report;

import dev.multistream.conflict.FileChange;
import dev.multistream.conflict.FileConflict;
import dev.multistream.model.StreamId;
import dev.multistream.run.Outcome;
import dev.multistream.run.RunEvent;
import dev.multistream.run.SafeText;
import dev.multistream.run.StepResult;
import dev.multistream.run.StreamWork;
import dev.multistream.run.TestReport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The run as JSON for programs, as {@code schemas/report.schema.json} describes it.
 *
 * <p>Times are ISO 8601 in UTC, durations milliseconds. Adding a key keeps the version; anything else raises it.
 */
public final class JsonReport {
    public static final int VERSION = 1;

    private static final int TEXT = 8_000;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ReportModel model;

    public JsonReport(ReportModel model) {
        this.model = model;
    }

    /** The text of {@code report.json}. */
    public String render() {
        ObjectNode root = head();
        ArrayNode streams = root.putArray("streams");
        model.streams().forEach(stream -> streams.add(stream(stream)));
        ArrayNode checkpoints = root.putArray("checkpoints");
        model.checkpoints().forEach(checkpoint -> checkpoints.add(checkpoint(checkpoint)));
        overlaps(root, model.overlaps());
        ObjectNode path = root.putObject("criticalPath");
        path.put("millis", model.path().total().toMillis());
        path.put("waitedMillis", model.path().waited().toMillis());
        ArrayNode links = path.putArray("steps");
        model.path()
                .links()
                .forEach(link -> links.addObject()
                        .put("step", link.step().value())
                        .put("waitedMillis", link.waited().toMillis())
                        .put("millis", link.took().toMillis()));
        ArrayNode notes = root.putArray("notes");
        model.notes()
                .forEach(note -> notes.addObject()
                        .put("at", note.at().toString())
                        .put("level", note.level().name().toLowerCase(Locale.ROOT))
                        .put("message", text(note.message())));
        return write(root);
    }

    /** The text of {@code checkpoints/<name>/report.json}: the same document with this checkpoint alone. */
    public String render(ReportModel.CheckpointReport checkpoint) {
        ObjectNode root = head();
        root.putArray("checkpoints").add(checkpoint(checkpoint));
        return write(root);
    }

    static String write(ObjectNode root) {
        return root.toPrettyString().replace("\r\n", "\n") + "\n";
    }

    private static String text(String text) {
        return SafeText.block(text, TEXT);
    }

    private ObjectNode head() {
        RunEvent.RunStarted start = model.facts().start();
        ObjectNode root = JSON.objectNode().put("version", VERSION);
        ObjectNode run = root.putObject("run");
        run.put("id", start.run().value()).put("name", text(start.name())).put("file", start.file());
        run.put("harness", start.version()).put("startedBy", text(start.by().toString()));
        run.put("begin", model.facts().begin().toString())
                .put("end", model.facts().end().toString());
        run.put("millis", model.facts().took().toMillis())
                .put("resumes", model.facts().resumes());
        model.facts()
                .result()
                .ifPresent(result -> run.put(
                                "result", result.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .put("exitCode", result.exitCode()));
        ObjectNode bases = run.putObject("bases");
        start.bases().forEach((name, commit) -> bases.put(name, commit.value()));
        ObjectNode verdict = root.putObject("verdict");
        verdict.put("standing", model.verdict().standing().word())
                .put("headline", model.verdict().headline());
        ArrayNode leftOut = verdict.putArray("leftOut");
        model.verdict()
                .leftOut()
                .forEach(one -> leftOut.addObject()
                        .put("stream", one.stream().value())
                        .put("checkpoint", one.checkpoint().value())
                        .put("why", text(one.why())));
        ArrayNode next = verdict.putArray("next");
        model.verdict().next().forEach(step -> {
            ArrayNode commands = next.addObject().put("what", text(step.what())).putArray("commands");
            step.commands().forEach(commands::add);
        });
        return root;
    }

    private ObjectNode stream(ReportModel.StreamReport stream) {
        ObjectNode node = JSON.objectNode()
                .put("id", stream.id().value())
                .put("standing", stream.standing().word());
        node.put("task", text(stream.task())).put("branch", stream.branch().value());
        node.put("activeMillis", stream.active().toMillis());
        stream.base().ifPresent(base -> node.put("base", base.value()));
        stream.worktree().ifPresent(path -> node.put("worktree", path));
        stream.work().ifPresent(work -> node.set("work", work(work)));
        ArrayNode crossings = node.putArray("crossings");
        stream.crossings()
                .forEach(crossing -> crossings
                        .addObject()
                        .put("path", crossing.path().value())
                        .put(
                                "rule",
                                crossing.rule().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .put("message", crossing.describe()));
        steps(node, "steps", stream.steps());
        return node;
    }

    private static ObjectNode work(StreamWork work) {
        ObjectNode node = JSON.objectNode().put("head", work.head().value()).put("commitCount", work.commitCount());
        node.put("added", work.added()).put("deleted", work.deleted());
        ArrayNode commits = node.putArray("commits");
        work.commits()
                .forEach(commit -> commits.addObject()
                        .put("id", commit.id().value())
                        .put("author", text(commit.author()))
                        .put("at", commit.at().toString())
                        .put("subject", text(commit.subject())));
        ArrayNode files = node.putArray("files");
        for (FileChange change : work.files()) {
            ObjectNode file = files.addObject().put("path", change.path().value());
            change.oldPath().ifPresent(old -> file.put("oldPath", old.value()));
            file.put("change", change.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            file.put("added", change.added()).put("deleted", change.deleted()).put("binary", change.binary());
        }
        return node;
    }

    private void steps(ObjectNode parent, String key, List<ReportModel.StepReport> steps) {
        ArrayNode array = parent.putArray(key);
        steps.forEach(step -> array.add(step(step)));
    }

    private ObjectNode step(ReportModel.StepReport step) {
        ObjectNode node = JSON.objectNode().put("id", step.id().value()).put("kind", step.kind());
        node.put("name", step.name()).put("standing", step.standing().word());
        node.put("message", text(step.message()))
                .put("activeMillis", step.active().toMillis());
        node.put("critical", step.critical());
        ArrayNode attempts = node.putArray("attempts");
        for (Attempt attempt : step.attempts()) {
            ObjectNode one = attempts.addObject().put("number", attempt.number());
            one.put("start", attempt.start().toString());
            attempt.end().ifPresent(end -> one.put("end", end.toString()));
            one.put("standing", attempt.standing().word()).put("message", text(attempt.message()));
            attempt.outcome()
                    .filter(Outcome.Failed.class::isInstance)
                    .ifPresent(outcome -> one.put(
                            "reason", ((Outcome.Failed) outcome).reason().code()));
            attempt.log().ifPresent(log -> one.put("log", log.path()).put("logBytes", log.bytes()));
        }
        step.result(StepResult.GateDone.class).ifPresent(gate -> node.set("gate", gate(gate)));
        return node;
    }

    private static ObjectNode gate(StepResult.GateDone gate) {
        ObjectNode node = JSON.objectNode().put("commit", gate.commit().value());
        ArrayNode tries = node.putArray("tries");
        gate.tries().forEach(attempt -> {
            ObjectNode one = tries.addObject().put("millis", attempt.millis()).put("timedOut", attempt.timedOut());
            attempt.exitCode().ifPresent(code -> one.put("exitCode", code));
        });
        gate.coverage().ifPresent(percent -> node.put("coverage", percent));
        ArrayNode findings = node.putArray("findings");
        gate.findings().forEach(finding -> findings.add(text(finding)));
        gate.tests().ifPresent(tests -> node.set("tests", tests(tests)));
        return node;
    }

    private static ObjectNode tests(TestReport tests) {
        ObjectNode node = JSON.objectNode().put("tests", tests.tests()).put("failures", tests.failures());
        node.put("errors", tests.errors()).put("skipped", tests.skipped()).put("seconds", tests.seconds());
        ArrayNode red = node.putArray("red");
        for (TestReport.Case one : tests.cases()) {
            if (one.result() == TestReport.Result.FAILED || one.result() == TestReport.Result.ERRORED) {
                red.addObject()
                        .put("classname", text(one.classname()))
                        .put("name", text(one.name()))
                        .put("result", one.result().name().toLowerCase(Locale.ROOT))
                        .put("message", text(one.message().orElse("")));
            }
        }
        return node;
    }

    private ObjectNode checkpoint(ReportModel.CheckpointReport checkpoint) {
        ObjectNode node = JSON.objectNode().put("name", checkpoint.name().value());
        node.put("standing", checkpoint.standing().word()).put("words", checkpoint.words());
        node.put("into", checkpoint.spec().into().value());
        ids(node, "planned", checkpoint.spec().merge());
        checkpoint.target().ifPresent(id -> node.put("target", id.value()));
        checkpoint.certified().ifPresent(id -> node.put("certifiedCommit", id.value()));
        checkpoint.tree().ifPresent(id -> node.put("certifiedTree", id.value()));
        ArrayNode merges = node.putArray("merges");
        checkpoint.merges().forEach(merge -> merges.add(merge(merge)));
        steps(node, "gates", checkpoint.gates());
        checkpoint.review().ifPresent(review -> node.set("review", step(review)));
        ArrayNode reviews = node.putArray("reviews");
        checkpoint.reviews().forEach(dated -> {
            ObjectNode one = reviews.addObject().put("at", dated.at().toString());
            one.put("approved", dated.review().approved())
                    .put("commit", dated.review().commit().value());
            one.put("by", text(dated.review().by().toString()));
            dated.review().comment().ifPresent(comment -> one.put("comment", text(comment)));
        });
        node.set("publish", step(checkpoint.publish()));
        checkpoint.publication().ifPresent(one -> node.set("published", published(one)));
        overlaps(node, checkpoint.overlaps());
        return node;
    }

    private static ObjectNode published(ReportModel.Publication one) {
        ObjectNode node = JSON.objectNode()
                .put("at", one.at().toString())
                .put("into", one.moved().into().value());
        node.put("from", one.moved().from().value()).put("to", one.moved().to().value());
        node.put("kept", one.moved().kept()).put("undo", "harness rollback " + one.checkpoint());
        ids(node, "streams", one.streams());
        one.undone()
                .ifPresent(undone -> node.putObject("undone")
                        .put("at", undone.at().toString())
                        .put("by", text(undone.event().by().toString()))
                        .put("to", undone.event().to().value())
                        .put("byRevert", undone.event().byRevert()));
        return node;
    }

    private ObjectNode merge(ReportModel.MergeReport merge) {
        ObjectNode node = JSON.objectNode().put("stream", merge.stream().value());
        node.put("fate", merge.fate().words().replace(' ', '-')).put("why", text(merge.why()));
        node.set("step", step(merge.step()));
        Optional<StepResult.StreamMerged> result = merge.result();
        result.ifPresent(merged -> {
            node.put("onto", merged.onto().value()).put("head", merged.head().value());
            merged.merged().ifPresent(id -> node.put("merged", id.value()));
            merged.tree().ifPresent(id -> node.put("tree", id.value()));
        });
        ArrayNode conflicts = node.putArray("conflicts");
        result.map(StepResult.StreamMerged::conflicts).orElse(List.of()).forEach(one -> conflicts.add(conflict(one)));
        return node;
    }

    private static ObjectNode conflict(FileConflict conflict) {
        ObjectNode node = JSON.objectNode().put("path", conflict.path().value()).put("kind", text(conflict.kind()));
        conflict.resolution().ifPresent(how -> node.put("resolution", text(how)));
        ArrayNode hunks = node.putArray("hunks");
        conflict.hunks()
                .forEach(hunk -> hunks.addObject()
                        .put("line", hunk.line())
                        .put("base", text(hunk.base()))
                        .put("ours", text(hunk.ours()))
                        .put("theirs", text(hunk.theirs())));
        return node;
    }

    private static void overlaps(ObjectNode parent, List<ReportModel.Overlap> overlaps) {
        ArrayNode array = parent.putArray("overlaps");
        overlaps.forEach(
                overlap -> ids(array.addObject().put("path", overlap.path().value()), "streams", overlap.streams()));
    }

    private static void ids(ObjectNode parent, String key, List<StreamId> ids) {
        ArrayNode array = parent.putArray(key);
        ids.forEach(id -> array.add(id.value()));
    }
}
