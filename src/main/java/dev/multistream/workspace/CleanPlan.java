package dev.multistream.workspace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What cleaning will do, decided before anything is done; a pure function of facts.
 *
 * <p>The rule: only what harness made, and only when its work is in a target branch or under a private ref.
 */
public record CleanPlan(List<Decision> decisions) {
    /** What is decided about. */
    public enum Subject {
        WORKTREE,
        BRANCH
    }

    /** What is done with it. */
    public enum Action {
        REMOVE,
        /** Uncommitted changes are put under a private ref first. */
        CAPTURE_AND_REMOVE,
        KEEP
    }

    /** One decision, with its reason for people. */
    public record Decision(CleanFacts about, Subject subject, String what, Action action, String why) {}

    public CleanPlan {
        decisions = List.copyOf(decisions);
    }

    /** Decides about each stream by itself. */
    public static CleanPlan of(List<CleanFacts> streams) {
        List<Decision> decisions = new ArrayList<>();
        for (CleanFacts facts : streams) {
            Decision branch = branch(facts);
            if (facts.worktree().isPresent()) {
                Decision tree = worktree(facts, facts.worktree().get(), branch);
                decisions.add(tree);
                boolean stays = tree.action() == Action.KEEP && branch.action() != Action.KEEP;
                decisions.add(
                        stays
                                ? new Decision(
                                        facts, Subject.BRANCH, branch.what(), Action.KEEP, "its worktree is kept")
                                : branch);
            } else {
                decisions.add(branch);
            }
        }
        return new CleanPlan(decisions);
    }

    private static Decision branch(CleanFacts facts) {
        String what = facts.branch().value();
        if (facts.tip().isEmpty()) {
            return new Decision(facts, Subject.BRANCH, what, Action.KEEP, "it is gone already");
        }
        if (!facts.branchMade()) {
            return new Decision(facts, Subject.BRANCH, what, Action.KEEP, "harness did not make it");
        }
        if (facts.work() == 0) {
            return new Decision(facts, Subject.BRANCH, what, Action.REMOVE, "it has no commits of its own");
        }
        if (facts.mergedInto().isPresent()) {
            return new Decision(
                    facts,
                    Subject.BRANCH,
                    what,
                    Action.REMOVE,
                    "its work is in '" + facts.mergedInto().get() + "'");
        }
        if (facts.kept().isPresent()) {
            return new Decision(
                    facts,
                    Subject.BRANCH,
                    what,
                    Action.REMOVE,
                    "its work is kept under " + facts.kept().get());
        }
        return new Decision(
                facts,
                Subject.BRANCH,
                what,
                Action.KEEP,
                facts.work() + (facts.work() == 1 ? " commit is" : " commits are")
                        + " in no other branch; merge it, or delete" + " it with `git branch -D " + what + "`");
    }

    private static Decision worktree(CleanFacts facts, CleanFacts.Tree tree, Decision branch) {
        String what = tree.path().toString();
        boolean unlocked = tree.locked().isEmpty();
        if (unlocked && tree.missing()) {
            return new Decision(facts, Subject.WORKTREE, what, Action.REMOVE, "its directory is gone");
        }
        Optional<String> obstacle = obstacle(facts, tree, branch);
        if (obstacle.isPresent()) {
            return new Decision(facts, Subject.WORKTREE, what, Action.KEEP, obstacle.get());
        }
        Action action = tree.dirty() ? Action.CAPTURE_AND_REMOVE : Action.REMOVE;
        String why =
                tree.dirty() ? "its uncommitted changes are kept under a private ref" : "nothing in it is uncommitted";
        return new Decision(facts, Subject.WORKTREE, what, action, why);
    }

    /** Why a worktree must stay, if it must. */
    private static Optional<String> obstacle(CleanFacts facts, CleanFacts.Tree tree, Decision branch) {
        if (tree.locked().isPresent()) {
            String reason = tree.locked().get();
            return Optional.of("it is locked" + (reason.isEmpty() ? "" : " (" + reason + ")"));
        }
        if (tree.unreadable().isPresent()) {
            return Optional.of("it cannot be looked into: " + tree.unreadable().get());
        }
        if (!tree.nested().isEmpty()) {
            return Optional.of(
                    "'" + tree.nested().get(0) + "' in it is a repository of its own, which harness cannot keep");
        }
        if (!tree.onBranch()) {
            return Optional.of("something else than branch '" + facts.branch() + "' is checked out in it");
        }
        boolean unmerged = branch.action() == Action.KEEP && facts.branchMade();
        return unmerged && facts.tip().isPresent()
                ? Optional.of("the work on its branch is merged nowhere")
                : Optional.empty();
    }
}
