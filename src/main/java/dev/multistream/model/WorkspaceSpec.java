package dev.multistream.model;

import java.util.List;

/**
 * What makes a worktree ready.
 *
 * @param directory where worktrees lie, relative to the repository's main worktree
 * @param carry ignored files taken along from the main worktree
 * @param setup commands run in the new worktree, one after another
 * @param teardown commands run in the worktree before it is removed
 */
public record WorkspaceSpec(String directory, List<String> carry, List<CommandSpec> setup, List<CommandSpec> teardown) {
    public static final String DEFAULT_DIRECTORY = ".worktrees";

    public WorkspaceSpec {
        carry = List.copyOf(carry);
        setup = List.copyOf(setup);
        teardown = List.copyOf(teardown);
    }
}
