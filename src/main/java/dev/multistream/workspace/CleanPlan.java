package dev.multistream.workspace;

import java.util.ArrayList;
import java.util.List;

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
        if (tree.locked().isPresent()) {
            return keep(
                    facts,
                    what,
                    "it is locked"
                            + (tree.locked().get().isEmpty()
                                    ? ""
                                    : " (" + tree.locked().get() + ")"));
        }
        if (tree.missing()) {
            return new Decision(facts, Subject.WORKTREE, what, Action.REMOVE, "its directory is gone");
        }
        if (tree.unreadable().isPresent()) {
            return keep(
                    facts,
                    what,
                    "it cannot be looked into: " + tree.unreadable().get());
        }
        if (!tree.nested().isEmpty()) {
            return keep(
                    facts,
                    what,
                    "'" + tree.nested().get(0) + "' in it is a repository of its own, which harness cannot keep");
        }
        if (!tree.onBranch()) {
            return keep(facts, what, "something else than branch '" + facts.branch() + "' is checked out in it");
        }
        boolean safe = branch.action() != Action.KEEP
                || !facts.branchMade()
                || facts.tip().isEmpty();
        if (!safe) {
            return keep(facts, what, "the work on its branch is merged nowhere");
        }
        return tree.dirty()
                ? new Decision(
                        facts,
                        Subject.WORKTREE,
                        what,
                        Action.CAPTURE_AND_REMOVE,
                        "its uncommitted changes are kept under a private ref")
                : new Decision(facts, Subject.WORKTREE, what, Action.REMOVE, "nothing in it is uncommitted");
    }

    private static Decision keep(CleanFacts facts, String what, String why) {
        return new Decision(facts, Subject.WORKTREE, what, Action.KEEP, why);
    }
}
