package dev.multistream.config;

import dev.multistream.model.AgentSpec.PromptSpec;
import dev.multistream.model.CommandSpec;
import dev.multistream.model.Template;
import java.math.BigDecimal;
import java.util.List;

/** The language of {@code agents}: how a program is called. */
final class AgentLanguage {
    static final Key<PromptSpec.Mode> PROMPT_MODE = Key.required(
            "mode",
            WordShape.of(List.of(PromptSpec.Mode.values())),
            "arg: the task's text is the last argument; flag: it follows a flag; stdin: it is written to standard input");
    static final Key<String> PROMPT_FLAG =
            Key.of("flag", Shapes.TEXT, "The flag before the task's text, such as -p; for mode flag.");
    static final ObjectShape PROMPT_OBJECT =
            ObjectShape.of("prompt", "How the task's text reaches a command.", List.of(PROMPT_MODE, PROMPT_FLAG));

    static final Key<String> PRESET = Key.<String>later(
                    "preset", Shapes.ID, "A well-known agent program, such as claude-code or codex.", Inert.NONE)
            .instead("call the program yourself: run: [program, its, arguments]");
    static final Key<CommandSpec> RUN = Key.of(
            "run",
            Shapes.command(Use.COMMAND),
            "Any command: a string is given to the shell, a list is executed as it is.");
    static final Key<String> SCRIPT =
            Key.of("script", Shapes.FILE, "A written scenario that harness plays: for demos, tests and dry runs.");
    static final Key<List<Named<Template>>> ENV =
            Key.of("env", EnvShape.of(Use.ENV), "Environment variables for this program.");
    static final Key<Fields> PROMPT = Key.of(
            "prompt", PROMPT_OBJECT, "How the task's text reaches the command; it is always in HARNESS_TASK too.");
    static final Key<String> MODEL =
            Key.later("model", Shapes.TEXT, "The model that the preset is to use.", Inert.NONE);
    static final Key<Boolean> TERMINAL =
            Key.later("terminal", Shapes.FLAG, "Whether the program runs in a terminal (PTY).", Inert.FALSE);
    static final Key<Boolean> ACP =
            Key.later("acp", Shapes.FLAG, "Whether the program speaks the Agent Client Protocol.", Inert.FALSE);
    static final Key<String> MAPPING =
            Key.later("mapping", Shapes.FILE, "A file that maps the program's JSON lines to events.", Inert.NONE);
    static final Key<CommandSpec> RESUME =
            Key.later("resume", Shapes.command(Use.COMMAND), "The command that goes on with a session.", Inert.NONE);
    static final Key<String> COST_LIMIT = Key.later(
            "cost-limit",
            TextShape.of(
                    "an amount such as 5 USD",
                    "[0-9]{1,9}(?:\\.[0-9]{1,4})? [A-Z]{3}",
                    "must be an amount such as 5 USD"),
            "What one attempt may cost.",
            Inert.NONE);
    static final Key<List<Found<String>>> FALLBACK =
            Key.later("fallback", Shapes.IDS, "Agents to take when this one is not available.", Inert.EMPTY);
    static final Key<String> SANDBOX = Key.later(
            "sandbox",
            WordShape.words("off", "worktree"),
            "Whether it can write outside of its worktree.",
            Inert.text("off"));
    static final Key<List<Found<String>>> WRITABLE = Key.later(
            "writable",
            ListShape.of("paths", Shapes.FILE),
            "Paths that a sandboxed program may write to besides its worktree.",
            Inert.EMPTY);
    static final Key<java.time.Duration> STALL_TIMEOUT =
            Key.later("stall-timeout", Shapes.DURATION, "How long it may be silent.", Inert.NONE);

    static final ObjectShape AGENT = ObjectShape.of(
            "agent",
            "How one agent program is called.",
            List.of(
                    PRESET,
                    RUN,
                    SCRIPT,
                    ENV,
                    PROMPT,
                    MODEL,
                    TERMINAL,
                    ACP,
                    MAPPING,
                    RESUME,
                    COST_LIMIT,
                    FALLBACK,
                    SANDBOX,
                    WRITABLE,
                    STALL_TIMEOUT),
            new Rule.OneOf(List.of("run", "script", "preset")),
            new Rule.Excludes("run", List.of("script", "preset")),
            new Rule.Excludes("script", List.of("preset", "prompt")));

    static final Key<Integer> RETRY_MAX = Key.required("max", NumberShape.integer(0, 100), "Attempts after the first.");
    static final Key<dev.multistream.model.RetrySpec.On> RETRY_ON = Key.of(
            "on",
            WordShape.of(List.of(dev.multistream.model.RetrySpec.On.values())),
            "infrastructure: only faults outside of the work are tried again; any: every failure. Default: infrastructure.");
    static final Key<java.time.Duration> RETRY_BACKOFF = Key.of(
            "backoff",
            Shapes.DURATION_OR_ZERO,
            "Wait before the second attempt; doubles with each further one, at most ten minutes. Default: 10s.");
    static final ObjectShape RETRY_OBJECT =
            ObjectShape.of("retry", "When an agent is tried again.", List.of(RETRY_MAX, RETRY_ON, RETRY_BACKOFF));

    static final ObjectShape RESOURCES_OBJECT = ObjectShape.of(
            "resources",
            "What an agent needs of the machine.",
            List.of(
                    Key.of("memory", Shapes.SIZE, "Memory."),
                    Key.of("cpu", new NumberShape(false, 0, 10_000).as(BigDecimal::doubleValue), "Processors."),
                    Key.of("io", NumberShape.integer(0, 10_000), "Shares of the disk.")));

    static final Key<String> USES = Key.required("uses", Shapes.ID, "The program: a name under agents.");
    static final Key<String> MEMBER_ROLE =
            Key.of("role", Shapes.ROLE, "What this agent is there for; policies may demand a role.");
    static final Key<Template> MEMBER_PROMPT = Key.of(
            "prompt", new TemplateShape("a text", Use.PROMPT, false, false), "More to tell this agent than the task.");
    static final Key<List<Found<String>>> MEMBER_NEEDS =
            Key.of("needs", Shapes.IDS, "Agents of the same stream that must be done before.");
    static final Key<List<Named<Template>>> MEMBER_ENV =
            Key.of("env", EnvShape.of(Use.ENV), "Environment variables for this agent.");
    static final Key<Fields> MEMBER_RESOURCES =
            Key.later("resources", RESOURCES_OBJECT, "What this agent needs of the machine.", Inert.EMPTY);
    static final Key<java.time.Duration> MEMBER_TIMEOUT =
            Key.of("timeout", Shapes.DURATION, "How long one attempt may take.");
    static final Key<Fields> MEMBER_RETRY = Key.of("retry", RETRY_OBJECT, "When it is tried again. Default: never.");

    static final ObjectShape MEMBER = ObjectShape.of(
            "member",
            "One agent of a stream's team.",
            List.of(
                    USES,
                    MEMBER_ROLE,
                    MEMBER_PROMPT,
                    MEMBER_NEEDS,
                    MEMBER_ENV,
                    MEMBER_RESOURCES,
                    MEMBER_TIMEOUT,
                    MEMBER_RETRY));

    private AgentLanguage() {}
}
