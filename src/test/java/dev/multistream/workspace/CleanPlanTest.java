package dev.multistream.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import dev.multistream.workspace.CleanFacts.Tree;
import dev.multistream.workspace.CleanPlan.Action;
import dev.multistream.workspace.CleanPlan.Decision;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CleanPlanTest {
    private static final BranchName BRANCH = new BranchName("harness/auth");
    private static final Optional<CommitId> TIP = Optional.of(new CommitId("1".repeat(40)));

    private static Tree tree(boolean dirty) {
        return new Tree(Path.of("/w/auth"), false, Optional.empty(), Optional.empty(), dirty, true, List.of());
    }

    private static CleanFacts facts(boolean made, int work, Optional<BranchName> merged, Optional<Tree> tree) {
        return new CleanFacts("auth", BRANCH, made, TIP, work, merged, Optional.empty(), tree);
    }

    private static List<Action> actions(CleanFacts facts) {
        return CleanPlan.of(List.of(facts)).decisions().stream()
                .map(Decision::action)
                .toList();
    }

    @Test
    void a_branch_without_work_goes_and_one_with_unmerged_work_stays() {
        assertThat(actions(facts(true, 0, Optional.empty(), Optional.empty()))).containsExactly(Action.REMOVE);
        assertThat(actions(facts(true, 2, Optional.empty(), Optional.empty()))).containsExactly(Action.KEEP);
        assertThat(actions(facts(true, 2, Optional.of(new BranchName("main")), Optional.empty())))
                .containsExactly(Action.REMOVE);
    }

    @Test
    void a_dirty_worktree_is_captured_only_where_its_branch_may_go() {
        assertThat(actions(facts(true, 0, Optional.empty(), Optional.of(tree(true)))))
                .containsExactly(Action.CAPTURE_AND_REMOVE, Action.REMOVE);
        assertThat(actions(facts(true, 1, Optional.empty(), Optional.of(tree(true)))))
                .containsExactly(Action.KEEP, Action.KEEP);
        assertThat(actions(facts(false, 1, Optional.empty(), Optional.of(tree(false)))))
                .containsExactly(Action.REMOVE, Action.KEEP);
    }

    @Test
    void a_kept_worktree_keeps_its_branch() {
        Tree locked = new Tree(Path.of("/w/auth"), true, Optional.of(""), Optional.empty(), false, true, List.of());
        assertThat(CleanPlan.of(List.of(facts(true, 0, Optional.empty(), Optional.of(locked))))
                        .decisions())
                .extracting(Decision::why)
                .containsExactly("it is locked", "its worktree is kept");
    }
}
