package dev.multistream.config;

import dev.multistream.model.CommandSpec;
import java.util.List;
import java.util.regex.Pattern;

/** The language of {@code workspace}: what makes a worktree ready. */
final class WorkspaceLanguage {
    private static final Shape<String> VARIABLE =
            TextShape.of("a variable name", "[A-Za-z_][A-Za-z0-9_]*", "must match [A-Za-z_][A-Za-z0-9_]*");
    private static final Shape<List<Found<CommandSpec>>> HOOKS = ListShape.of("commands", Shapes.command(Use.COMMAND));

    static final Key<String> DIRECTORY = Key.of(
            "directory", Shapes.INSIDE_PATH, "Where worktrees lie, relative to the repository. Default: .worktrees.");
    static final Key<List<Found<String>>> CARRY = Key.of(
            "carry",
            ListShape.of("paths", Shapes.INSIDE_PATH),
            "Ignored files that are taken along from the main worktree, such as .env.");
    static final Key<List<Found<CommandSpec>>> SETUP =
            Key.of("setup", HOOKS, "Commands run in the new worktree, one after another; a failure fails the stream.");
    static final Key<List<Found<CommandSpec>>> TEARDOWN =
            Key.of("teardown", HOOKS, "Commands run in the worktree before it is removed.");

    private static final Key<String> STRATEGY = Key.later(
            "strategy",
            WordShape.words("auto", "overlay", "snapshot", "checkout"),
            "How files get into a worktree. Default: auto.",
            Inert.text("auto"));
    private static final Key<Boolean> SPARSE = Key.later(
            "sparse", Shapes.FLAG, "Whether only what the stream owns, shares and reads is checked out.", Inert.FALSE);
    private static final Key<?> STAGES = Key.later(
            "stages",
            ListShape.of("stages", ListShape.of("things to prepare", Shapes.ID)),
            "What is prepared in which order; entries of one stage go in parallel.",
            Inert.EMPTY);
    private static final Key<?> CACHES = Key.later(
            "caches",
            MapShape.ids("cache", cache()),
            "Directories that are kept by the content of their key files.",
            Inert.EMPTY);
    private static final Key<?> IMAGES =
            Key.later("images", ListShape.of("images", Shapes.TEXT), "Images that are pulled ahead.", Inert.EMPTY);
    private static final Key<?> PORTS = Key.later(
            "ports",
            ListShape.of("variable names", VARIABLE),
            "Variables that hold a free port of the stream's own.",
            Inert.EMPTY);
    private static final Key<?> SERVICES = Key.later(
            "services", MapShape.ids("service", service()), "Programs that run while the stream does.", Inert.EMPTY);
    private static final Key<?> DATABASES =
            Key.later("databases", MapShape.ids("database", database()), "Databases of the stream's own.", Inert.EMPTY);

    static final ObjectShape WORKSPACE = ObjectShape.of(
            "workspace",
            "What makes a worktree ready.",
            List.of(
                    DIRECTORY, STRATEGY, CARRY, SPARSE, STAGES, CACHES, IMAGES, PORTS, SERVICES, DATABASES, SETUP,
                    TEARDOWN));

    private WorkspaceLanguage() {}

    private static ObjectShape cache() {
        return ObjectShape.of(
                "cache",
                "Directories kept by the content of their key files.",
                List.of(
                        Key.required(
                                "paths",
                                ListShape.of("paths", Shapes.INSIDE_PATH).notEmpty(),
                                "What is kept."),
                        Key.required("key", Shapes.SOME_GLOBS, "The files whose content decides."),
                        Key.of("install", Shapes.command(Use.COMMAND), "The command that makes it when it is missing."),
                        Key.of(
                                "restore",
                                WordShape.words("auto", "overlay", "reflink", "hardlink", "copy"),
                                "How it gets into a worktree. Default: auto.")));
    }

    private static ObjectShape service() {
        ObjectShape ready = ObjectShape.of(
                "ready",
                "When a service counts as ready.",
                List.of(
                        Key.of("port", NumberShape.integer(1, 65_535), "It listens on this port."),
                        Key.of("http", Shapes.LATER_TEXT, "This address answers with success.")),
                new Rule.OneOf(List.of("port", "http")));
        return ObjectShape.of(
                "service",
                "A program that runs while the stream does.",
                List.of(
                        Key.of("compose", Shapes.FILE, "A compose file."),
                        Key.of("service", Shapes.TEXT, "The service of the compose file."),
                        Key.of("run", Shapes.command(Use.COMMAND), "The command that is the service."),
                        Key.of("start", WordShape.words("eager", "lazy"), "Whether the worktree waits for it."),
                        Key.of("ready", ready, "When it counts as ready.")),
                new Rule.OneOf(List.of("compose", "run")),
                new Rule.Excludes("run", List.of("compose", "service")));
    }

    private static ObjectShape database() {
        return ObjectShape.of(
                "database",
                "A database of the stream's own.",
                List.of(
                        Key.required("engine", Shapes.ID, "The product, such as postgres."),
                        Key.of("server", Shapes.LATER_TEXT, "auto, or where the server is."),
                        Key.of("template", Shapes.FILE, "An SQL file that it begins with."),
                        Key.of("migrations", Shapes.LATER_TEXT, "auto, or where the migrations are."),
                        Key.of("variable", VARIABLE, "The variable that holds its address.")));
    }

    /** Names of inputs and secrets. */
    static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
}
