package dev.multistream.config;

import dev.multistream.model.CheckpointSpec.OnConflict;
import dev.multistream.model.CheckpointSpec.Resolver;
import dev.multistream.model.CommandSpec;
import java.util.List;

/** The language of {@code checkpoints}: when and how streams are integrated. */
final class CheckpointLanguage {
    static final Key<Boolean> REVIEW_REQUIRED =
            Key.required("required", Shapes.FLAG, "Whether a person must approve before it is published.");
    static final Key<List<Found<String>>> REVIEW_BY =
            Key.of("by", ListShape.of("people", Shapes.LINE).notEmpty(), "Who may approve. Default: anybody.");
    private static final ObjectShape REVIEW_OBJECT = ObjectShape.of(
            "review",
            "Who approves a checkpoint.",
            List.of(
                    REVIEW_REQUIRED,
                    REVIEW_BY,
                    Key.later("timeout", Shapes.DURATION, "How long to wait for it.", Inert.NONE),
                    Key.later(
                            "on-timeout",
                            WordShape.words("reject", "approve"),
                            "What happens when nobody answers.",
                            Inert.NONE)));

    static final Key<List<Found<String>>> RULE_PATHS =
            Key.required("paths", Shapes.SOME_GLOBS, "Globs of the files that this rule is for.");
    private static final Shape<Resolver> RESOLVER =
            WordShape.of(List.of(Resolver.values()), "rerere", "agent", "model");
    static final Key<List<Found<Resolver>>> RULE_RESOLVE = Key.required(
            "resolve",
            ChoiceShape.of(
                    RESOLVER.as(resolver -> List.of(new Found<>(resolver, Where.START))),
                    ListShape.of("ways", RESOLVER).notEmpty()),
            "How a conflict in them is resolved; of several ways, the first that works.");
    static final Key<CommandSpec> RULE_RUN = Key.of(
            "run", Shapes.command(Use.CHECKPOINT_COMMAND), "The command that makes the file anew; for regenerate.");
    private static final Key<String> RULE_AGENT =
            Key.later("agent", Shapes.ID, "The agent that resolves; for agent.", Inert.NONE);
    static final ObjectShape RULE = ObjectShape.of(
            "resolve-rule",
            "How conflicts in some files are resolved.",
            List.of(RULE_PATHS, RULE_RESOLVE, RULE_RUN, RULE_AGENT));

    static final Key<List<Found<String>>> MERGE =
            Key.required("merge", ListShape.of("streams", Shapes.ID).notEmpty(), "The streams, merged in this order.");
    static final Key<String> INTO = Key.required("into", Shapes.BRANCH, "The branch that is moved forward.");
    static final Key<List<Found<String>>> NEEDS =
            Key.of("needs", Shapes.IDS, "Checkpoints that must be published before.");
    static final Key<List<Found<String>>> GATES =
            Key.of("gates", Shapes.IDS, "Gates that run on exactly the commit that will be published.");
    static final Key<Fields> REVIEW = Key.of("review", REVIEW_OBJECT, "Whether a person must approve.");
    static final Key<List<Found<Fields>>> CONFLICTS = Key.of(
            "conflicts",
            ListShape.of("rules", RULE),
            "How conflicts are resolved; the first rule that matches counts.");
    static final Key<OnConflict> ON_CONFLICT = Key.of(
            "on-conflict",
            WordShape.of(List.of(OnConflict.values())),
            "What an unresolved conflict does: leave out the stream, or stop. Default: skip.");

    static final ObjectShape CHECKPOINT = ObjectShape.of(
            "checkpoint",
            "When and how streams are integrated into one branch.",
            List.of(
                    MERGE,
                    Key.later(
                            "order",
                            WordShape.words("cheapest"),
                            "Let the forecast decide in which order streams are merged.",
                            Inert.NONE),
                    INTO,
                    Key.later("when", when(), "When it is due. Default: as soon as its streams are done.", Inert.NONE),
                    NEEDS,
                    GATES,
                    REVIEW,
                    CONFLICTS,
                    ON_CONFLICT,
                    Key.later(
                            "strategy",
                            WordShape.words("merge", "squash", "rebase"),
                            "How a stream's commits get into the branch. Default: merge.",
                            Inert.text("merge")),
                    Key.later(
                            "update",
                            WordShape.words("rebase", "merge", "never"),
                            "How streams that go on after it are brought up to date. Default: never.",
                            Inert.text("never")),
                    Key.later("publish", publish(), "Where else the result goes.", Inert.EMPTY)));

    private CheckpointLanguage() {}

    private static ObjectShape when() {
        return ObjectShape.of(
                "when",
                "When a checkpoint is due.",
                List.of(
                        Key.of(
                                "at",
                                TextShape.of(
                                        "a time such as 2025-11-11T09:00:00Z",
                                        "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:[0-9]{2})",
                                        "must be a time such as 2025-11-11T09:00:00Z"),
                                "At this time."),
                        Key.of(
                                "cron",
                                TextShape.of(
                                        "a cron expression",
                                        "[^ \\x00-\\x1f]+(?: [^ \\x00-\\x1f]+){4}",
                                        "must have five fields, such as 0 9 * * MON"),
                                "At the times of a cron expression."),
                        Key.of("timezone", Shapes.TEXT, "The time zone of the cron expression."),
                        Key.of("catch-up", WordShape.words("last", "all", "none"), "What becomes of missed times."),
                        Key.of("after-start", Shapes.DURATION, "So long after the run's start.")),
                new Rule.OneOf(List.of("at", "cron", "after-start")),
                new Rule.Excludes("at", List.of("cron", "after-start")),
                new Rule.Excludes("cron", List.of("after-start")),
                new Rule.Requires("timezone", List.of("cron")),
                new Rule.Requires("catch-up", List.of("cron")));
    }

    private static ObjectShape publish() {
        return ObjectShape.of(
                "publish",
                "Where else a checkpoint's result goes.",
                List.of(
                        Key.of("push", Shapes.TEXT, "The remote that the branch is pushed to."),
                        Key.of("pull-request", Shapes.FLAG, "Whether a pull request is opened."),
                        Key.of("tag", Shapes.BRANCH, "A tag for the commit.")));
    }
}
