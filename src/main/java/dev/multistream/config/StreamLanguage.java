package dev.multistream.config;

import dev.multistream.model.StreamSpec;
import dev.multistream.model.StreamSpec.RunCondition;
import dev.multistream.model.Template;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The language of {@code streams}: one task on one branch in one worktree. */
final class StreamLanguage {
    /** The task as written: a text, or the file that holds it. */
    record TaskSource(Optional<Template> text, Optional<Found<String>> file) {}

    /** A need as written; the name is empty when it could not be read. */
    record NeedSource(String name, boolean checkpoint, boolean optional) {}

    static final Key<String> TASK_FILE = Key.required("file", Shapes.FILE, "A text file, relative to this file.");
    private static final ObjectShape TASK_OBJECT =
            ObjectShape.of("task-file", "A file that holds the task's text.", List.of(TASK_FILE));

    static final Key<String> NEED_STREAM = Key.of("stream", Shapes.ID, "A stream that must be done before.");
    static final Key<String> NEED_CHECKPOINT =
            Key.of("checkpoint", Shapes.ID, "A checkpoint that must be published before.");
    static final Key<Boolean> NEED_OPTIONAL =
            Key.of("optional", Shapes.FLAG, "Whether the stream starts also when that failed. Default: false.");
    private static final ObjectShape NEED_OBJECT = ObjectShape.of(
            "need",
            "Something that must be done before the stream starts.",
            List.of(NEED_STREAM, NEED_CHECKPOINT, NEED_OPTIONAL),
            new Rule.OneOf(List.of("stream", "checkpoint")),
            new Rule.Excludes("stream", List.of("checkpoint")));
    private static final Shape<NeedSource> NEED = ChoiceShape.of(
            Shapes.ID.as(name -> new NeedSource(name, false, false)), NEED_OBJECT.as(StreamLanguage::need));

    static final Key<TaskSource> TASK = Key.required(
            "task",
            ChoiceShape.of(
                    new TemplateShape("a text", Use.PLAN_TEXT, false, false)
                            .as(text -> new TaskSource(Optional.of(text), Optional.empty())),
                    TASK_OBJECT.as(fields -> new TaskSource(Optional.empty(), fields.find(TASK_FILE)))),
            "What is to be done: the text, or { file: … }.");
    static final Key<Template> BRANCH = Key.of(
            "branch",
            new TemplateShape("a branch", Use.PLAN_TEXT, false, false),
            "The branch that the work is done on. Default: harness/<stream id>.");
    static final Key<String> BASE =
            Key.of("base", Shapes.COMMIT_ISH, "What the stream starts from. Default: the top-level base.");
    static final Key<List<Found<NeedSource>>> NEEDS =
            Key.of("needs", ListShape.of("streams", NEED), "Streams and checkpoints that must be done before.");
    static final Key<RunCondition> IF = Key.of(
            "if",
            new WordShape<>(conditions(), Set.of()),
            "When it starts, seen from what it needs. Default: success().");
    static final Key<List<Found<String>>> OWNS =
            Key.of("owns", Shapes.GLOBS, "Globs of files that may be changed by this stream alone.");
    static final Key<List<Found<String>>> SHARES =
            Key.of("shares", Shapes.GLOBS, "Globs of files that it may change although others do too.");
    static final Key<List<Found<String>>> READS =
            Key.of("reads", Shapes.GLOBS, "Globs of files that it must not change.");
    static final Key<StreamSpec.Boundary> BOUNDARY = Key.of(
            "boundary",
            WordShape.of(List.of(StreamSpec.Boundary.values()), "enforce"),
            "What a crossed boundary means. Default: block where owns or reads is given, else warn.");
    static final Key<List<Found<String>>> ATTACHMENTS = Key.of(
            "attachments",
            ListShape.of("files", Shapes.FILE),
            "Files that are given to the agents, such as screenshots.");
    static final Key<Boolean> INTERACTIVE = Key.later(
            "interactive", Shapes.FLAG, "Whether a person works with the agent in the terminal.", Inert.FALSE);
    static final Key<List<Named<Template>>> ENV =
            Key.of("env", EnvShape.of(Use.ENV), "Environment variables for all steps of this stream.");
    static final Key<String> AGENT = Key.of("agent", Shapes.ID, "The agent of a team of one: a name under agents.");
    static final Key<List<Named<Fields>>> AGENTS = Key.of(
            "agents", MapShape.ids("agent", AgentLanguage.MEMBER).notEmpty(), "The team, by the members' names.");
    static final Key<List<Found<String>>> GATES =
            Key.of("gates", Shapes.IDS, "Gates that the stream's result must pass, in this order.");
    private static final Key<?> REPAIR =
            Key.later("repair", repair(), "How often a red gate goes back to the agent. Default: 0.", repairIsZero());
    static final Key<Fields> WORKSPACE =
            Key.of("workspace", WorkspaceLanguage.WORKSPACE, "Overrides of the top-level workspace.");
    static final Key<Duration> TIMEOUT = Key.of("timeout", Shapes.DURATION, "How long the whole stream may take.");

    static final ObjectShape STREAM = ObjectShape.of(
            "stream",
            "One task on one branch in one worktree, worked by a team.",
            List.of(
                    TASK,
                    BRANCH,
                    BASE,
                    NEEDS,
                    IF,
                    OWNS,
                    SHARES,
                    READS,
                    BOUNDARY,
                    ATTACHMENTS,
                    INTERACTIVE,
                    ENV,
                    AGENT,
                    AGENTS,
                    GATES,
                    REPAIR,
                    WORKSPACE,
                    TIMEOUT),
            new Rule.OneOf(List.of("agent", "agents")),
            new Rule.Excludes("agent", List.of("agents")));

    private StreamLanguage() {}

    private static Map<String, RunCondition> conditions() {
        Map<String, RunCondition> words = new LinkedHashMap<>();
        words.put("success()", RunCondition.SUCCESS);
        words.put("failure()", RunCondition.FAILURE);
        words.put("always()", RunCondition.ALWAYS);
        return words;
    }

    private static Shape<Object> repair() {
        ObjectShape object = ObjectShape.of(
                "repair",
                "How a red gate goes back to an agent.",
                List.of(
                        Key.required("max", NumberShape.integer(0, 100), "How often at most."),
                        Key.of("agent", Shapes.ID, "The agent that mends. Default: the stream's.")));
        return ChoiceShape.of(
                NumberShape.integer(0, 100).as(number -> (Object) number), object.as(map -> (Object) map));
    }

    private static java.util.function.Predicate<YamlNode> repairIsZero() {
        return Inert.ZERO.or(Inert.only("max", Inert.ZERO));
    }

    private static NeedSource need(Fields fields) {
        Optional<String> checkpoint = fields.value(NEED_CHECKPOINT);
        String name = checkpoint.or(() -> fields.value(NEED_STREAM)).orElse("");
        return new NeedSource(
                name, checkpoint.isPresent(), fields.value(NEED_OPTIONAL).orElse(false));
    }
}
