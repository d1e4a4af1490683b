package dev.multistream.config;

import dev.multistream.model.HarnessSpec.Communication;
import dev.multistream.model.HarnessSpec.Mode;
import dev.multistream.model.HarnessSpec.OnFailure;
import dev.multistream.model.SecretSpec;
import dev.multistream.model.Template;
import java.math.BigDecimal;
import java.util.List;

/**
 * The whole language of harness.yaml, from the top: each key once, with its shape, its meaning and whether it is available.
 *
 * <p>Both {@link HarnessFile} and {@link JsonSchema} come from here, so they cannot differ.
 */
final class RootLanguage {
    static final Key<String> INPUT_DEFAULT = Key.of("default", Shapes.OPTION, "The value when none is given.");
    static final Key<Boolean> INPUT_REQUIRED =
            Key.of("required", Shapes.FLAG, "Whether a value must be given. Default: false.");
    private static final ObjectShape INPUT =
            ObjectShape.of("input", "A value given with --set name=value.", List.of(INPUT_DEFAULT, INPUT_REQUIRED));

    static final Key<SecretSpec.Source> SECRET_FROM = Key.required(
            "from",
            WordShape.of(List.of(SecretSpec.Source.values())),
            "Where the value lies: the environment, or a file.");
    static final Key<String> SECRET_PATH =
            Key.of("path", Shapes.FILE, "The file, relative to this file; for from: file.");
    private static final ObjectShape SECRET =
            ObjectShape.of("secret", "A value that is never shown.", List.of(SECRET_FROM, SECRET_PATH));

    static final Key<Integer> LIMIT_STREAMS =
            Key.of("streams", NumberShape.integer(1, 10_000), "Streams at work at the same time. Default: no limit.");
    static final Key<Integer> LIMIT_AGENTS = Key.of(
            "agents", NumberShape.integer(1, 10_000), "Agents at work at the same time. Default: max(8, 2 × cores).");
    private static final ObjectShape LIMITS_OBJECT = ObjectShape.of(
            "limits",
            "How much may go on at once.",
            List.of(
                    LIMIT_STREAMS,
                    LIMIT_AGENTS,
                    Key.later("memory", Shapes.SIZE, "Memory of all agents.", Inert.NONE),
                    Key.later("disk-free", Shapes.SIZE, "What must stay free on the disk.", Inert.text("1GiB")),
                    Key.later("io", NumberShape.integer(1, 10_000), "Steps that load the disk at once.", Inert.NONE),
                    Key.later(
                            "network",
                            NumberShape.integer(1, 10_000),
                            "Steps that load the network at once.",
                            Inert.NONE)));

    private static final ObjectShape WATCH_OBJECT = ObjectShape.of(
            "conflict-watch",
            "The live conflict watch.",
            List.of(
                    Key.later("watch", Shapes.FLAG, "Whether streams are watched for conflicts.", Inert.FALSE),
                    Key.later("gate", Shapes.ID, "A gate to run on merged snapshots of calm streams.", Inert.NONE)));

    static final Key<Boolean> COMMIT_AUTO = Key.of(
            "mode",
            WordShape.words("auto", "never").as(word -> word.equals("auto")),
            "auto: what an agent left uncommitted is committed. Default: auto.");
    static final Key<Boolean> COMMIT_SIGN = Key.of("sign", Shapes.FLAG, "Whether commits are signed. Default: false.");
    static final Key<Boolean> COMMIT_HOOKS = Key.of("hooks", Shapes.FLAG, "Whether git hooks run. Default: false.");
    private static final ObjectShape COMMIT_OBJECT = ObjectShape.of(
            "commit", "How harness commits what agents leave behind.", List.of(COMMIT_AUTO, COMMIT_SIGN, COMMIT_HOOKS));

    static final Key<BigDecimal> VERSION =
            Key.required("version", new NumberShape(true, 1, 1), "The version of this language: 1.");
    static final Key<String> NAME = Key.of("name", Shapes.LINE, "What runs are called. Default: the folder's name.");
    static final Key<String> BASE =
            Key.of("base", Shapes.COMMIT_ISH, "What every stream starts from. Default: the current branch.");
    static final Key<String> REPOSITORY =
            Key.of("repository", Shapes.FILE, "Path or URL of the git repository. Default: the one around this file.");
    static final Key<List<Named<Template>>> ENV =
            Key.of("env", EnvShape.of(Use.TOP_ENV), "Environment variables for every step.");
    static final Key<List<Named<Fields>>> INPUTS =
            Key.of("inputs", named("input", INPUT), "Values given with --set name=value.");
    static final Key<List<Named<Fields>>> SECRETS =
            Key.of("secrets", named("secret", SECRET), "Values that are masked everywhere; usable in env.");
    static final Key<Fields> LIMITS = Key.of("limits", LIMITS_OBJECT, "How much may go on at once.");
    static final Key<OnFailure> ON_FAILURE = Key.of(
            "on-failure",
            WordShape.of(List.of(OnFailure.values())),
            "What a failed stream does to others. Default: isolate.");
    static final Key<Mode> MODE =
            Key.of("mode", WordShape.of(List.of(Mode.values())), "Whether streams run at once. Default: parallel.");
    private static final Key<Communication> COMMUNICATION = Key.later(
            "communication",
            WordShape.of(List.of(Communication.values())),
            "Which agents may speak to each other. Default: team.",
            Inert.text("team"));
    private static final Key<Fields> CONFLICTS = Key.of("conflicts", WATCH_OBJECT, "The live conflict watch.");
    static final Key<List<Named<Fields>>> AGENTS = Key.required(
            "agents",
            MapShape.ids("agent", AgentLanguage.AGENT).notEmpty(),
            "Agent programs, by the names that streams use.");
    static final Key<Fields> WORKSPACE =
            Key.of("workspace", WorkspaceLanguage.WORKSPACE, "What makes a worktree ready.");
    static final Key<List<Named<Fields>>> STREAMS = Key.required(
            "streams", MapShape.ids("stream", StreamLanguage.STREAM).notEmpty(), "What is to be done, in parallel.");
    static final Key<List<Named<Fields>>> GATES =
            Key.of("gates", MapShape.ids("gate", GateLanguage.GATE), "Quality gates, by name.");
    static final Key<List<Found<Fields>>> POLICIES = Key.of(
            "policies", ListShape.of("policies", GateLanguage.POLICY), "Rules about streams, checked when planning.");
    static final Key<List<Named<Fields>>> CHECKPOINTS = Key.of(
            "checkpoints",
            MapShape.ids("checkpoint", CheckpointLanguage.CHECKPOINT),
            "When and how streams are integrated, by name.");
    static final Key<Fields> COMMIT = Key.of("commit", COMMIT_OBJECT, "How harness commits what agents leave behind.");

    static final ObjectShape ROOT = new ObjectShape(
            "harness",
            "Several agents at work on one repository, and how their work is integrated.",
            List.of(
                    VERSION,
                    NAME,
                    BASE,
                    REPOSITORY,
                    ENV,
                    INPUTS,
                    SECRETS,
                    LIMITS,
                    ON_FAILURE,
                    MODE,
                    COMMUNICATION,
                    CONFLICTS,
                    AGENTS,
                    WORKSPACE,
                    STREAMS,
                    GATES,
                    POLICIES,
                    CHECKPOINTS,
                    backup(),
                    notification(),
                    COMMIT,
                    backend()),
            List.of(),
            true);

    private RootLanguage() {}

    private static MapShape<Fields> named(String what, Shape<Fields> value) {
        return new MapShape<>(what, WorkspaceLanguage.NAME, "must match [A-Za-z_][A-Za-z0-9_-]*", value, 0);
    }

    private static Key<?> backup() {
        ObjectShape object = ObjectShape.of(
                "backup",
                "How unfinished work is kept elsewhere.",
                List.of(
                        Key.required("push", Shapes.TEXT, "The remote that it is pushed to."),
                        Key.of("every", Shapes.DURATION, "How often.")));
        return Key.later("backup", object, "How unfinished work is kept elsewhere.", Inert.NONE);
    }

    private static Key<?> notification() {
        ObjectShape object = ObjectShape.of(
                "notification",
                "Whom to tell about what.",
                List.of(
                        Key.of("webhook", Shapes.LATER_TEXT, "An address that gets a JSON document."),
                        Key.of("slack", Shapes.LATER_TEXT, "A Slack webhook."),
                        Key.of("on", ListShape.of("events", Shapes.ID).notEmpty(), "What to tell.")),
                new Rule.OneOf(List.of("webhook", "slack")),
                new Rule.Excludes("webhook", List.of("slack")));
        return Key.later("notify", ListShape.of("targets", object), "Whom to tell about what.", Inert.EMPTY);
    }

    private static Key<?> backend() {
        ObjectShape local = ObjectShape.of("backend-local", "This machine.", List.of());
        MapShape<String> options = new MapShape<>(
                "option", WorkspaceLanguage.NAME, "must match [A-Za-z_][A-Za-z0-9_-]*", Shapes.OPTION, 0);
        ObjectShape object = ObjectShape.of(
                "backend",
                "Where steps run.",
                List.of(Key.of("local", local, "On this machine."), Key.of("slurm", options, "On a Slurm cluster.")),
                new Rule.OneOf(List.of("local", "slurm")),
                new Rule.Excludes("local", List.of("slurm")));
        return Key.later(
                "backend", object, "Where steps run. Default: { local: {} }.", Inert.only("local", Inert.EMPTY));
    }
}
