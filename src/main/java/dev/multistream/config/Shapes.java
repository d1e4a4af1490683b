package dev.multistream.config;

import dev.multistream.model.CommandSpec;
import dev.multistream.model.Template;
import java.time.Duration;
import java.util.List;

/** Shapes that several parts of the language share. */
final class Shapes {
    static final String BRANCH_PATTERN = "(?!(?:HEAD|@)$)(?![-/.])"
            + "(?![^\\n]*(?:\\.\\.|@\\{|//|/\\.|\\.lock(?:/|$)|[/.]$))[^\\x00-\\x20\\x7f~^:?*\\[\\\\]+";

    private static final String INSIDE = "(?![/~])(?!(?:[^\\n]*/)?\\.\\.(?:/|$))[^\\x00-\\x1f\\x7f]{1,1024}";
    private static final String INSIDE_RULE = "must be a path inside the repository: relative, with '/', without '..'";

    static final Shape<Boolean> FLAG = new FlagShape();
    static final Shape<Duration> DURATION = new DurationShape(false);
    static final Shape<Duration> DURATION_OR_ZERO = new DurationShape(true);
    static final Shape<String> SIZE = TextShape.of(
            "a size such as 12GiB",
            "[0-9]{1,12}(?:\\.[0-9]{1,3})?(?:[KMGT]i?)?B",
            "must be a size such as 12GiB or 500MB");
    static final Shape<String> INSIDE_PATH = TextShape.of(
            "a path", "(?!\\.git(?:/|$))(?!\\.$)" + INSIDE, INSIDE_RULE + ", and not the repository itself or in .git");
    static final Shape<String> FILE =
            TextShape.of("a file", "[^\\x00-\\x1f\\x7f]{1,4096}", "must be a path, relative to this file");
    static final Shape<String> ID =
            TextShape.of("a name", "[a-z0-9][a-z0-9_-]{0,62}", "must match [a-z0-9][a-z0-9_-]{0,62}");
    static final Shape<String> TEXT = TextShape.of("a text");
    static final Shape<String> OPTION =
            new TextShape("a text", java.util.regex.Pattern.compile("[^\\x00]*"), "must be a text", true);
    static final Shape<String> LINE = TextShape.of(
            "a text of one line", "[^\\x00-\\x1f\\x7f]{1,200}", "must be one line of at most 200 characters");
    static final Shape<String> ROLE = TextShape.of(
            "a role such as testing", "[^\\x00-\\x1f\\x7f]{1,100}", "must be one line of at most 100 characters");
    static final Shape<String> COMMIT_ISH = TextShape.of(
            "a branch, tag or commit",
            "(?!-)(?![^\\n]*\\.\\.)[^\\x00-\\x20\\x7f:]{1,500}",
            "must be a branch, a tag or a commit");
    static final Shape<String> BRANCH =
            TextShape.of("a branch", BRANCH_PATTERN, "must be a valid branch name (see git check-ref-format)");
    static final Shape<List<Found<String>>> GLOBS = new GlobsShape(0);
    static final Shape<List<Found<String>>> SOME_GLOBS = new GlobsShape(1);
    static final Shape<List<Found<String>>> IDS = ListShape.of("names", ID);
    static final Shape<String> LATER_TEXT =
            new TemplateShape("a text", Use.LATER_TEXT, false, false).as(Template::source);

    private Shapes() {}

    /** A command: one line for the shell, or program and arguments. */
    static Shape<CommandSpec> command(Use use) {
        Shape<CommandSpec> shell = new TemplateShape("a command line", use, false, false).as(CommandSpec.Shell::new);
        Shape<CommandSpec> argv = ListShape.of(
                        "program and arguments", (Shape<Template>) new TemplateShape("a text", use, true, true))
                .notEmpty()
                .as(Shapes::argv);
        return ChoiceShape.of(shell, argv);
    }

    private static CommandSpec argv(List<Found<Template>> words) {
        // Words that could not be read are missing; their problems are noted, and this value is never used then.
        return words.isEmpty()
                ? new CommandSpec.Shell(Template.literal(""))
                : new CommandSpec.Argv(words.stream().map(Found::value).toList());
    }
}
